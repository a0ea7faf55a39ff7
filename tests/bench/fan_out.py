"""Live fan-out: one topic, many listeners; how many deliveries a second, and how late they come."""

import threading
import time

import socketio

from tests.bench.load import Load
from tests.bench.server import Served

LISTENERS, REPLIES = 100, 60


class Ears:
    """Many sockets on one topic. A reply's words begin with the moment it was sent."""

    def __init__(self, served: Served, channel: str) -> None:
        self.late: list[float] = []
        self.lock = threading.Lock()
        self.sockets = [self.listener(served, channel) for _ in range(LISTENERS)]

    def listener(self, served: Served, channel: str) -> socketio.Client:
        client = socketio.Client(reconnection=False)
        client.on("reply", self.heard)
        headers = {"Cookie": served.cookie}  # the client says its origin itself
        client.connect(served.base, headers=headers, transports=["websocket"])
        answer = client.call("subscribe", {"channel": channel})
        if not answer["ok"]:
            raise RuntimeError("a listener was not let in")
        return client

    def heard(self, data: dict[str, str]) -> None:
        if "sent " not in data["html"]["en"]:  # what another measurement wrote may still be on its way
            return
        sent = float(data["html"]["en"].split("sent ")[1].split(" ")[0])
        with self.lock:
            self.late.append((time.time() - sent) * 1000)

    def wait(self, count: int, seconds: float = 20) -> None:
        until = time.monotonic() + seconds
        while len(self.late) < count and time.monotonic() < until:
            time.sleep(0.01)

    def close(self) -> None:
        for client in self.sockets:
            client.disconnect()


def measure(served: Served, topic: str, word: str) -> Load:
    """Posts as fast as one person could and counts what arrives. Raises RuntimeError for one that does not."""
    ears = Ears(served, f"topic:{word}")
    token = served.token(topic)
    began = time.monotonic()
    for _ in range(REPLIES):
        served.open(f"{topic}/replies", {"csrf_token": token, "body": f"sent {time.time()} now"})
    ears.wait(LISTENERS * REPLIES)
    took = time.monotonic() - began
    ears.close()
    if len(ears.late) != LISTENERS * REPLIES:
        raise RuntimeError(f"{len(ears.late)} of {LISTENERS * REPLIES} deliveries arrived")
    late = sorted(ears.late)
    return Load(round(len(late) / took, 1), round(late[len(late) // 2], 2), round(late[int(len(late) * 0.99)], 2))
