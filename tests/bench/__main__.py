"""Loads a scaled demo, serves it as in production, measures, prints a table and writes var/bench.json."""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.bench import fan_out, inside, load
from tests.bench.load import Load
from tests.bench.server import Served, cop, hello, lantern

OUT = Path(__file__).parents[2] / "var" / "bench.json"
PACKAGES = ("flask", "sqlalchemy", "flask-socketio", "gunicorn", "jinja2")
COLUMNS = ("name", "rps", "of hello", "p50_ms", "p99_ms", "sql", "bytes", "rss_mb")


def main() -> None:
    load.needed()
    options = argparse.ArgumentParser(prog="make bench")
    options.add_argument("--scale", default="14", help="times the demo community (14 is about 10,000 replies)")
    scale = options.parse_args().scale
    data = Path(tempfile.mkdtemp(prefix="lantern-bench-"))
    try:
        report(measure(data, scale))
    finally:
        shutil.rmtree(data)


def measure(data: Path, scale: str) -> list[dict[str, Any]]:
    env = os.environ | {"COP_DATA": str(data), "COP_DEMO": "1"}
    say(f"Loading the demo community {scale} times over")
    cop(env, "db", "upgrade")
    cop(env, "demo", "--scale", scale)
    replies, word = inside.counted(inside.house(data))
    paths = {
        "topic": f"/topics/{word}",
        "forum": "/forums/handling-money",
        "home": "/",
        "search": "/search?q=money+trust",
    }
    sql = inside.statements(inside.house(data), paths)
    shared = {"backend": "sqlite", "replies": replies}
    rows = []
    say("Measuring the limit")
    with hello(data) as served:
        rows.append(row("hello", load.on(served.base + "/"), served, {"backend": "none", "replies": 0, "sql": 0}, 11))
    with lantern(data) as served:
        idle = served.memory_mb()
        served.sign_in("harborlight_peer")
        for name, path in paths.items():
            say(f"Measuring {name}")
            found = load.on(served.base + path, served.cookie)
            rows.append(row(name, found, served, shared | {"sql": sql[name]}, served.bytes_of(path)))
        rows += writing(served, f"/topics/{word}", word, shared)
    rows.append({"name": "idle", **shared, "rps": 0, "p50_ms": 0, "p99_ms": 0, "sql": 0, "bytes": 0, "rss_mb": idle})
    return rows


def writing(served: Served, topic: str, word: str, shared: dict[str, Any]) -> list[dict[str, Any]]:
    kinds: dict[str, Callable[[], Load]] = {
        "reply": lambda: load.on(f"{served.base}{topic}/replies", served.cookie, served.token(topic)),
        "fan-out": lambda: fan_out.measure(served, topic, word),
    }
    rows = []
    for name, run in kinds.items():
        say(f"Measuring {name}")
        rows.append(row(name, run(), served, shared | {"sql": 0}, 0))
    return rows


def row(name: str, found: Load, served: Served, shared: dict[str, Any], size: int) -> dict[str, Any]:
    return {"name": name, **shared, **vars(found), "bytes": size, "rss_mb": served.memory_mb()}


def report(rows: list[dict[str, Any]]) -> None:
    limit = rows[0]["rps"]
    print("\n" + "".join(f"{column:>10}" for column in COLUMNS))
    for one in rows:
        shown = one | {"of hello": f"{100 * one['rps'] / limit:.1f} %"}
        print("".join(f"{shown[column]:>10}" for column in COLUMNS))
    OUT.parent.mkdir(exist_ok=True)
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    versions = {name: version(name) for name in PACKAGES}
    OUT.write_text(json.dumps({"machine": machine, "versions": versions, "rows": rows}, indent=1), encoding="utf-8")


def say(words: str) -> None:
    print(f"==> {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
