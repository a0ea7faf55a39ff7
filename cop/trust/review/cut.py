"""Taking words out of text: in each place two squares are left, which read the same in any language."""

import re
from collections.abc import Iterable

from cop.core import text

OUT = "▢▢"  # no longer than the shortest words that can be taken out, so that nothing outgrows its field
SHORTEST = 2
WORD = re.compile(r"[^\W_]+")
ESCAPED = re.compile(r"([\\`*_{}\[\]()#+\-.!|>~<&])")


class Cut:
    """Exact words, in capitals or not, and not within other words. A space may be any space, or a line's end."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = sorted({" ".join(one.split()) for one in words} - {""}, key=len, reverse=True)
        self.pattern = _any(map(_whole, listed))
        self.named = _any(filter(None, map(_in_a_name, [*listed, *map(str.casefold, listed)])))

    def count(self, said: str) -> int:
        return len(self.pattern.findall(said))

    def plain(self, said: str) -> str:
        return self.pattern.sub(OUT, said)

    def count_named(self, name: str) -> int:
        """In the name of a file, or in a tag: there words have any marks between them, or none ("ana-luz")."""
        return len(self.named.findall(name))

    def name(self, name: str) -> str:
        return self.named.sub(OUT, name)

    def markdown(self, source: str) -> str:
        """Nothing of the words can be read in what it renders to. Where marks stood between their letters, marks go."""
        out = self.plain(source)
        read = text.plain(text.render(out))
        return _as_typed(self.plain(read)) if self.count(read) else out

    def touches(self, source: str) -> int:
        """In how many places they stand in Markdown, as it is written or as it is read."""
        return self.count(source) or self.count(text.plain(text.render(source)))


def _as_typed(words: str) -> str:
    """Plain words as Markdown that shows them; not escaped where that would make them too long to be kept whole."""
    escaped = ESCAPED.sub(r"\\\1", words)
    return escaped if len(escaped) <= text.LONGEST else words


def _any(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or "(?!)", re.IGNORECASE)


def _in_a_name(words: str) -> str:
    inside = r"[\W_]*".join(map(re.escape, WORD.findall(words)))
    return inside and rf"(?<![^\W_]){inside}(?![^\W_])"


def _whole(words: str) -> str:
    inside = r"\s+".join(map(re.escape, words.split()))
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    return before + inside + (r"(?!\w)" if re.search(r"\w$", words) else "")
