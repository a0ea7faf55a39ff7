"""A community with its own data, served by `cop serve` as in production."""

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HELLO = "from flask import Flask\napp = Flask(__name__)\napp.get('/')(lambda: 'hello world')\n"


@dataclass
class Served:
    """A running server: its address, its process, and what a browser of it holds."""

    base: str
    process: subprocess.Popen[bytes]
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)

    def open(self, path: str, data: dict[str, str] | None = None) -> str:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        with opener.open(self.base + path, body, timeout=30) as answer:
            return str(answer.read().decode())

    def token(self, path: str) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.open(path))
        if found is None:
            raise RuntimeError(f"no form on {path}")
        return found[1]

    @property
    def cookie(self) -> str:
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)

    def sign_in(self, key: str) -> None:
        self.open(f"/demo/sign-in/{key}", {"csrf_token": self.token("/sign-in")})

    def bytes_of(self, path: str) -> int:
        """What a second visit sends: the compressed page, without its static files."""
        asked = urllib.request.Request(self.base + path, headers={"Cookie": self.cookie, "Accept-Encoding": "br"})
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return len(answer.read())

    def memory_mb(self) -> float:
        """Resident memory of the server's processes, what they share counted once (PSS)."""
        kept = 0
        for pid in [self.process.pid, *children(self.process.pid)]:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
            kept += int(re.search(r"Pss:\s+(\d+)", rollup)[1])  # type: ignore[index]
        return round(kept / 1024, 1)


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def cop(env: dict[str, str], *words: str) -> str:
    done = subprocess.run([f"{sys.prefix}/bin/cop", *words], env=env, check=True, capture_output=True, text=True)
    return done.stdout


@contextmanager
def running(command: list[str], env: dict[str, str], path: str, cwd: Path | None = None) -> Iterator[Served]:
    """Started, answering, and ended by its own process id."""
    base = f"http://127.0.0.1:{env['PORT']}"
    process = subprocess.Popen(command, env=env, cwd=cwd, stdout=subprocess.DEVNULL)
    try:
        wait_for(base + path, process)
        yield Served(base, process)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{url} did not answer")


@contextmanager
def lantern(env: dict[str, str]) -> Iterator[Served]:
    env = env | {"PORT": str(free_port())}
    with running([f"{sys.prefix}/bin/cop", "serve"], env, "/healthz") as served:
        yield served


@contextmanager
def hello(data: Path, threads: int = 512) -> Iterator[Served]:
    """A bare Flask page on the same server settings: what this machine can do at most."""
    (data / "hello.py").write_text(HELLO, encoding="ascii")
    env = os.environ | {"PORT": str(free_port())}
    options = ["-k", "gthread", "-w", "1", "--threads", str(threads), "--no-control-socket", "--keep-alive", "75"]
    command = [f"{sys.prefix}/bin/gunicorn", *options, "-b", f"127.0.0.1:{env['PORT']}", "hello:app"]
    with running(command, env, "/", cwd=data) as served:
        yield served
