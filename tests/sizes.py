"""Small files, small functions, small templates: the sizes that keep the house easy to walk through."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON, FUNCTION, TEMPLATE, SCRIPT, STYLE = 200, 40, 100, 200, 220  # lines at most


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def problems() -> Iterator[str]:
    limits = (
        ("cop", "*.py", PYTHON),
        ("templates", "*.html", TEMPLATE),
        ("static", "*.js", SCRIPT),
        ("static", "*.css", STYLE),
    )
    for folder, pattern, most in limits:
        for path in sorted((ROOT / folder).rglob(pattern)):
            if "vendor" not in path.parts and lines(path) > most:
                yield f"{path.relative_to(ROOT)}: {lines(path)} lines, at most {most}"
    for path in sorted((ROOT / "cop").rglob("*.py")):
        for name, length in functions(path):
            if length > FUNCTION:
                yield f"{path.relative_to(ROOT)}: {name} has {length} lines, at most {FUNCTION}"


def percentile(numbers: list[int], part: float) -> int:
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def main() -> int:
    found = list(problems())
    files = [lines(path) for path in (ROOT / "cop").rglob("*.py") if lines(path)]
    inside = [length for path in (ROOT / "cop").rglob("*.py") for _, length in functions(path)]
    sys.stdout.write("\n".join(found) + ("\n" if found else ""))
    for name, numbers in (("files", files), ("functions", inside)):
        shown = ", ".join(
            f"{word} {percentile(numbers, part)}" for word, part in (("median", 0.5), ("p90", 0.9), ("most", 1))
        )
        sys.stdout.write(f"{len(numbers)} {name}, lines: {shown}\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
