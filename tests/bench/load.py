"""Load, from wrk: requests a second and how long they took."""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS, SECONDS = 16, 6
POST = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.body = "csrf_token={token}&body=A+reply+of+a+few+words,+with+**one**+in+bold."
"""
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Load:
    rps: float
    p50_ms: float
    p99_ms: float


def needed() -> None:
    """Stops with one sentence where wrk is missing."""
    if shutil.which("wrk") is None:
        sys.exit("The load comes from wrk, which is not here: apt-get install wrk (it is in Debian).")


def on(url: str, cookie: str = "", post_token: str = "", connections: int = CONNECTIONS) -> Load:
    headers = ["-H", f"Cookie: {cookie}"] if cookie else []
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "post.lua"
        script.write_text(POST.format(token=post_token), encoding="ascii")
        scripted = ["-s", str(script)] if post_token else []
        command = [
            "wrk",
            "-t1",
            f"-c{connections}",
            f"-d{SECONDS}s",
            "--latency",
            "-H",
            "Accept-Encoding: br",
            *headers,
        ]
        said = subprocess.run([*command, *scripted, url], check=True, capture_output=True, text=True).stdout
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if refused:
        raise RuntimeError(f"{refused[1]} requests to {url} were refused")
    return Load(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), _time(said, "50%"), _time(said, "99%"))  # type: ignore[index]


def _time(said: str, part: str) -> float:
    value, unit = re.search(rf"{part}\s+([\d.]+)(us|ms|s)\b", said).groups()  # type: ignore[union-attr]
    return round(float(value) * UNITS[unit], 2)
