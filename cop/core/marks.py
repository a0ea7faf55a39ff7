"""Names and addresses within people's words: marked in what Markdown made of them, before anything is cleaned."""

import re
from collections.abc import Collection, Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

FOUND = re.compile(r"https?://[^\s<>\"'`]{3,500}|(?<![\w@.])@(?=\w)")
AFTER = ".,;:!?)]}"  # ends a sentence rather than an address


class Called:
    """The names that may be marked, and those that were."""

    def __init__(self, names: Collection[str]) -> None:
        self.found: dict[str, None] = {}  # in order
        self._known = {(len(name), name.casefold()): name for name in names}
        self._lengths = sorted({len(name) for name in names}, reverse=True)  # "Ana Ribeiro Luz" before "Ana Ribeiro"

    def at(self, words: str, start: int) -> int:
        """Where the name ends that begins at `start`; `start` itself where none does. However many names there are,
        it is looked up once for each length that some name has.
        """
        for length in self._lengths:
            end = start + length
            name = self._known.get((length, words[start:end].casefold()))
            if name is not None and not words[end : end + 1].isalnum():
                self.found[name] = None
                return end
        return start


def mark(markdown: MarkdownIt, tokens: list[Token], called: Called) -> None:
    """Bare addresses become links; an @ before a name stands out. In a quote nobody is called again, nor in code."""
    quotes, nobody = 0, Called(())
    for token in tokens:
        if token.type in {"blockquote_open", "blockquote_close"}:
            quotes += token.nesting
        elif token.type == "inline":
            token.children = list(_marked(markdown, token.children or [], nobody if quotes else called))


def _marked(markdown: MarkdownIt, children: list[Token], called: Called) -> Iterator[Token]:
    links = 0
    for child in children:
        links += child.nesting if child.type in {"link_open", "link_close"} else 0
        yield from (child,) if links or child.type != "text" else _parts(markdown, child.content, called)


def _parts(markdown: MarkdownIt, words: str, called: Called) -> Iterator[Token]:
    done = 0
    for found in FOUND.finditer(words):
        start = found.start()
        if start < done:
            continue
        if found[0] == "@":
            end, kind, attributes = called.at(words, start + 1), "strong", {}
            if end == start + 1:
                continue
        else:
            address = found[0].rstrip(AFTER)
            where = markdown.normalizeLink(address)
            end, kind, attributes = start + len(address), "a", {"href": where}
            if not markdown.validateLink(where):
                continue
        yield _text(words[done:start])
        yield from _within(kind, attributes, words[start:end])
        done = end
    yield _text(words[done:])


def _within(tag: str, attributes: Mapping[str, str], words: str) -> Iterator[Token]:
    yield Token(f"{tag}_open", tag, 1, attrs=dict(attributes))
    yield _text(words)
    yield Token(f"{tag}_close", tag, -1)


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
