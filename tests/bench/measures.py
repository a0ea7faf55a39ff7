"""What is measured, each as one row of the table."""

from pathlib import Path
from statistics import mean
from typing import Any

from tests.bench import fan_out, inside, load
from tests.bench.backends import without_row_security
from tests.bench.load import Load
from tests.bench.saying import say
from tests.bench.server import Served, cop, hello, lantern

Row = dict[str, Any]
TURNS = 3  # times each of two is measured, one after the other, when they are compared


def limit(data: Path) -> Row:
    """A bare page on the same server settings."""
    with hello(data) as served:
        return row("hello", load.on(served.base + "/"), served, {"backend": "none", "replies": 0, "sql": 0}, 11)


def community(env: dict[str, str], backend: str, scale: str) -> list[Row]:
    """The demo community, so many times over, in one kind of database."""
    say(f"Loading the demo community {scale} times over into {backend}")
    cop(env, "db", "upgrade")
    cop(env, "demo", "--scale", scale)
    replies, word = inside.counted(inside.house(env))
    topic = f"/topics/{word}"
    paths = {"topic": topic, "forum": "/forums/handling-money", "home": "/", "search": "/search?q=money+trust"}
    sql = inside.statements(inside.house(env), paths)
    shared = {"backend": backend, "replies": replies, "sql": 0}
    with lantern(env) as served:
        nothing = Load(0, 0, 0)
        rows = [row("idle", nothing, served, shared)]
        served.sign_in("harborlight_peer")
        rows += [page(name, path, served, shared | {"sql": sql[name]}) for name, path in paths.items()]
        if backend == "postgresql":
            rows += wall(env, served, topic, shared | {"sql": sql["topic"]})
        say("Measuring reply")
        posting = load.on(f"{served.base}{topic}/replies", served.cookie, served.token(topic))
        rows.append(row("reply", posting, served, shared | {"sql": sql["reply"]}))
        say("Measuring fan-out")
        rows.append(row("fan-out", fan_out.measure(served, topic, word), served, shared))
    return rows


def page(name: str, path: str, served: Served, shared: Row) -> Row:
    say(f"Measuring {name}")
    return row(name, load.on(served.base + path, served.cookie), served, shared, served.bytes_of(path))


def wall(env: dict[str, str], served: Served, topic: str, shared: Row) -> list[Row]:
    """The topic page with PostgreSQL's row-level security and without it, in turns."""
    say("Measuring what row-level security costs")
    found: dict[str, list[Load]] = {"topic-walled": [], "topic-unwalled": []}
    for _ in range(TURNS):
        found["topic-walled"].append(load.on(served.base + topic, served.cookie))
        with without_row_security(env):
            found["topic-unwalled"].append(load.on(served.base + topic, served.cookie))
    return [row(name, average(loads), served, shared, served.bytes_of(topic)) for name, loads in found.items()]


def average(loads: list[Load]) -> Load:
    return Load(*(round(mean(values), 2) for values in zip(*(vars(one).values() for one in loads), strict=True)))


def row(name: str, found: Load, served: Served, shared: Row, size: int = 0) -> Row:
    return {"name": name, **shared, **vars(found), "bytes": size, "rss_mb": served.memory_mb()}
