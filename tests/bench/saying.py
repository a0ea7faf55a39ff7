"""What is being done, said as it begins."""

import sys


def say(words: str) -> None:
    print(f"==> {words}", file=sys.stderr, flush=True)
