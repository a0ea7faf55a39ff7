// Nothing of a closed room stays on this device.
const { roomClosed } = document.querySelector("[data-room-closed]").dataset;
for (const name of Object.keys(localStorage)) if (name.startsWith(`room:${roomClosed}:`)) localStorage.removeItem(name);
