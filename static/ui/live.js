// One socket for a page. `listen` joins a channel and joins again after every reconnection.
import { io } from "../vendor/socket.io.js";

export { announce } from "./announce.js";

let socket;
const open = () => (socket ??= io({ transports: ["websocket"], reconnectionDelayMax: 5000, randomizationFactor: 0.5 }));

export function listen(channel, handlers, onJoined = () => {}) {
  const line = open();
  const join = () => line.emit("subscribe", { channel }, (answer) => onJoined(answer?.ok === true));
  line.on("connect", join);
  line.on("disconnect", () => handlers.lost?.());
  if (line.connected) join();
  for (const [name, handler] of Object.entries(handlers)) {
    if (name !== "lost") line.on(name, (data) => data.channel === channel && handler(data));
  }
  return line;
}
