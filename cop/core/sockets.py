"""Who is connected to this process."""

import threading
import time

from flask_socketio import SocketIO

socketio = SocketIO()
SIGN_SECONDS = 2  # someone who writes says so no more often
MOST_EVENTS, PACE_SECONDS = 60, 10  # a page subscribes to a channel or two, and again after a lost line


class Sockets:
    """Who is connected to this process: each socket's sign-in and channels, safe to use from any thread."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.sign_in: dict[str, str] = {}
        self.person: dict[str, int] = {}
        self.place: dict[str, str] = {}  # the address that a socket comes from
        self.channels: dict[str, set[str]] = {}
        self.asked: dict[str, list[float]] = {}
        self.signed: dict[str, float] = {}

    def add(self, sid: str, sign_in: str, person_id: int, place: str, threads: int) -> bool:
        """Gives whether there was room for one more: each holds one of so many threads.

        One person holds half of them at most, and all who share one address three quarters.
        """
        with self.lock:
            theirs, here = (list(one.values()) for one in (self.person, self.place))
            if theirs.count(person_id) >= threads // 2 or here.count(place) >= threads * 3 // 4:
                return False
            self.sign_in[sid] = sign_in
            self.person[sid] = person_id
            self.place[sid] = place
            self.channels[sid] = set()
            return True

    def knows(self, sid: str) -> bool:
        with self.lock:
            return sid in self.sign_in

    def people(self) -> set[int]:
        with self.lock:
            return set(self.person.values())

    def hurries(self, sid: str) -> bool:
        """Notes an event of a socket. Gives whether they come faster than any page of ours sends them."""
        now = time.monotonic()
        with self.lock:
            lately = [moment for moment in self.asked.get(sid, ()) if moment > now - PACE_SECONDS]
            self.asked[sid] = [*lately, now]
            return len(lately) >= MOST_EVENTS

    def may_signal(self, sid: str) -> bool:
        """Whether a socket's last sign is long enough ago. Notes that there is one now, if so."""
        now = time.monotonic()
        with self.lock:
            if now - self.signed.get(sid, -SIGN_SECONDS) < SIGN_SECONDS:
                return False
            self.signed[sid] = now
            return True

    def drop(self, sid: str) -> None:
        with self.lock:
            self.sign_in.pop(sid, None)
            self.person.pop(sid, None)
            self.place.pop(sid, None)
            self.channels.pop(sid, None)
            self.asked.pop(sid, None)
            self.signed.pop(sid, None)

    def join(self, sid: str, name: str) -> None:
        with self.lock:
            self.channels.get(sid, set()).add(name)

    def leave(self, sid: str, name: str) -> None:
        with self.lock:
            self.channels.get(sid, set()).discard(name)

    def of_socket(self, sid: str) -> set[str]:
        with self.lock:
            return set(self.channels.get(sid, ()))

    def names(self) -> set[str]:
        """The channels that anyone listens to."""
        with self.lock:
            return set().union(*self.channels.values())

    def names_of(self, person_id: int) -> dict[str, set[str]]:
        """The channels that the sockets of a person listen to, by their sign-in."""
        with self.lock:
            found: dict[str, set[str]] = {}
            for sid, names in self.channels.items():
                if self.person[sid] == person_id and names:
                    found.setdefault(self.sign_in[sid], set()).update(names)
            return found

    def of(self, sign_ins: set[str]) -> list[str]:
        with self.lock:
            return [sid for sid, sign_in in self.sign_in.items() if sign_in in sign_ins]

    def take_out(self, name: str, person_id: int, sign_in: str | None = None) -> list[str]:
        """The sockets of one person (or of one sign-in of theirs) that were in a channel, and are no longer."""
        with self.lock:
            theirs = [sid for sid, names in self.channels.items() if name in names and self.person[sid] == person_id]
            gone = [sid for sid in theirs if sign_in in {None, self.sign_in[sid]}]
            for sid in gone:
                self.channels[sid].discard(name)
            return gone

    def people_in(self, name: str) -> set[int]:
        with self.lock:
            return {self.person[sid] for sid, names in self.channels.items() if name in names}

    def all(self) -> set[str]:
        with self.lock:
            return set(self.sign_in.values())


sockets = Sockets()
