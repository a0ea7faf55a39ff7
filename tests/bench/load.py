"""Load: requests a second and how long they took. From wrk where it is installed, else from locust."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

CONNECTIONS, SECONDS = 16, 6
VISITS = Path(__file__).with_name("visits.py")
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


def on(url: str, cookie: str = "", post_token: str = "") -> Load:
    """Raises RuntimeError when any request was refused."""
    return (_wrk if shutil.which("wrk") else _locust)(url, cookie, post_token)


def _wrk(url: str, cookie: str, post_token: str) -> Load:
    headers = ["-H", "Accept-Encoding: br", *(["-H", f"Cookie: {cookie}"] if cookie else [])]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "post.lua"
        script.write_text(POST.format(token=post_token), encoding="ascii")
        scripted = ["-s", str(script)] if post_token else []
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", *headers, *scripted, url]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if refused:
        raise RuntimeError(f"{refused[1]} requests to {url} were refused")
    return Load(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), _time(said, "50%"), _time(said, "99%"))  # type: ignore[index]


def _time(said: str, part: str) -> float:
    value, unit = re.search(rf"{part}\s+([\d.]+)(us|ms|s)\b", said).groups()  # type: ignore[union-attr]
    return round(float(value) * UNITS[unit], 2)


def _locust(url: str, cookie: str, post_token: str) -> Load:
    env = os.environ | {"ADDRESS": url, "COOKIE": cookie, "TOKEN": post_token}
    command = [f"{sys.prefix}/bin/locust", "-f", str(VISITS), "--headless", "--only-summary", "--json", "--host", url,
               "-u", str(CONNECTIONS), "-r", str(CONNECTIONS), "-t", f"{SECONDS}s"]  # fmt: skip
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"requests to {url} were refused: {done.stderr[-500:]}")
    (found,) = json.loads(done.stdout)
    took = found["last_request_timestamp"] - found["start_time"]
    times = sorted((float(ms), count) for ms, count in found["response_times"].items())
    return Load(round(found["num_requests"] / took, 2), _share(times, 0.5), _share(times, 0.99))


def _share(times: list[tuple[float, int]], part: float) -> float:
    """The milliseconds that `part` of all requests did not exceed, of (milliseconds, count) in order."""
    so_far = list(accumulate(count for _, count in times))
    return next(ms for (ms, _), reached in zip(times, so_far, strict=True) if reached >= part * so_far[-1])
