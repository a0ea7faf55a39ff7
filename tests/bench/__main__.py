"""Loads a scaled demo, serves it as in production, measures, prints a table and writes var/bench.json."""

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests import databases
from tests.bench import measures
from tests.bench.backends import settings
from tests.bench.saying import say

OUT = Path(__file__).parents[2] / "var" / "bench.json"
PACKAGES = ("flask", "sqlalchemy", "flask-socketio", "gunicorn", "jinja2", "psycopg")
COLUMNS = ("name", "backend", "rps", "of hello", "p50_ms", "p99_ms", "sql", "bytes", "rss_mb")


def main() -> None:
    options = argparse.ArgumentParser(prog="make bench")
    options.add_argument("--scale", default="14", help="times the demo community (14 is about 10,000 replies)")
    scale = options.parse_args().scale
    data = Path(tempfile.mkdtemp(prefix="lantern-bench-"))
    try:
        say("Measuring the limit")
        rows = [measures.limit(data)]
        for backend in databases.BACKENDS:
            rows += measures.community(settings(data / backend, backend), backend, scale)
    finally:
        shutil.rmtree(data)
    report(rows)


def report(rows: list[dict[str, Any]]) -> None:
    limit = rows[0]["rps"]
    line = "{:>16}" + "{:>11}" * (len(COLUMNS) - 1)
    print("\n" + line.format(*COLUMNS))
    for one in rows:
        shown = one | {"of hello": f"{100 * one['rps'] / limit:.1f} %"}
        print(line.format(*(shown[column] for column in COLUMNS)))
    OUT.parent.mkdir(exist_ok=True)
    machine = {"cores": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()}
    versions = {name: version(name) for name in PACKAGES}
    OUT.write_text(json.dumps({"machine": machine, "versions": versions, "rows": rows}, indent=1), encoding="utf-8")
    print(f"Written to {OUT}", file=sys.stderr)


if __name__ == "__main__":
    main()
