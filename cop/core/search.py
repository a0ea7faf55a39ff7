"""Finding things by their words: FTS5 on SQLite, tsvector with GIN on PostgreSQL, behind one small module.

An entry is written in the transaction of what it describes. It carries the agency and the audience of its subject, so
that the question "may this person see it?" is part of the search and not asked afterwards.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup, escape
from sqlalchemy import and_, case, column, delete, desc, func, literal_column, or_, select, table, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from cop.core import clock
from cop.core.db import AnySelect, Entity, Id, Moment, db
from cop.core.tenancy import Owned

BEGIN, END = "\x02", "\x03"  # around a hit; never in stored text, so safe to replace after escaping
MOST_TERMS = 12
PER_PAGE = 20
LANGUAGES = ("en", "es")

fts = table("search_fts", column("rowid"))
fts_match: Any = literal_column("search_fts")
document: Any = literal_column("search_entry.document")


class SearchEntry(Owned, Entity):
    """What can be found about one subject. Its id is the subject's."""

    __tablename__ = "search_entry"

    kind: Mapped[str]
    audience: Mapped[str]
    language: Mapped[str]
    title: Mapped[str]
    words: Mapped[str]
    topic_id: Mapped[int | None] = mapped_column(Id)  # where a reply is read
    at: Mapped[datetime] = mapped_column(Moment)


@dataclass(frozen=True)
class Hit:
    kind: str
    id: int
    topic_id: int | None
    title: Markup
    excerpt: Markup
    at: datetime


def add(entry: SearchEntry) -> None:
    """What can be found about a subject that was made in this transaction: nothing can be there yet."""
    db.session.add(_tidied(entry))


def put(entry: SearchEntry) -> None:
    """Adds or replaces what can be found about one subject."""
    db.session.merge(_tidied(entry))


def _tidied(entry: SearchEntry) -> SearchEntry:
    entry.title, entry.words = (re.sub(r"[\x00-\x1f]", " ", words) for words in (entry.title, entry.words))
    return entry


def forget(subject_id: int) -> None:
    db.session.execute(delete(SearchEntry).where(SearchEntry.id == subject_id))


def retitle(topic_id: int, title: str) -> None:
    """A topic's title stands with each of its replies."""
    theirs = update(SearchEntry).where(SearchEntry.topic_id == topic_id, SearchEntry.title != title)
    db.session.execute(theirs.values(title=re.sub(r"[\x00-\x1f]", " ", title)))


def move(which: Any, **values: Any) -> None:
    """What is read under another topic by now is found there: its `topic_id`, `title`, `audience` or `kind`."""
    if "title" in values:
        values["title"] = re.sub(r"[\x00-\x1f]", " ", values["title"])
    other = or_(*(getattr(SearchEntry, name) != value for name, value in values.items()))
    theirs = update(SearchEntry).where(which, other).values(**values)
    db.session.execute(theirs.execution_options(synchronize_session=False))


def terms(query: str) -> list[str]:
    """The words of a query, without any operator: every one must be found, the last as a beginning."""
    return re.findall(r"\w+", query.replace("_", " "))[:MOST_TERMS]


def find(query: str, audiences: Sequence[tuple[int, str]], kind: str = "", page: int = 1) -> list[Hit]:
    """The best hits for a query among the (agency, audience) pairs a person belongs to. One statement."""
    wanted = terms(query)
    if not wanted or not audiences:
        return []
    ask = _postgresql if db.engine.dialect.name == "postgresql" else _sqlite
    statement = ask(wanted).where(tuple_(SearchEntry.agency_id, SearchEntry.audience).in_(audiences))
    if kind:
        statement = statement.where(SearchEntry.kind == kind)
    rows = db.session.execute(statement.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return [Hit(row.kind, row.id, row.topic_id, _marked(row.title), _marked(row.excerpt), row.at) for row in rows]


LATELY = timedelta(days=365)
SHOWN = (SearchEntry.kind, SearchEntry.id, SearchEntry.topic_id, SearchEntry.at)


def _preferred() -> Any:
    """What worked somewhere comes before what was only said, and most of all what worked lately."""
    solved = SearchEntry.kind == "solution"
    return case((and_(solved, SearchEntry.at > clock.now() - LATELY), 1.5), (solved, 1.25), else_=1.0)


def _sqlite(wanted: list[str]) -> AnySelect:
    query = " ".join(f'"{term}"' for term in wanted) + "*"
    title = func.highlight(fts_match, 0, BEGIN, END).label("title")
    excerpt = func.snippet(fts_match, 1, BEGIN, END, " … ", 24).label("excerpt")
    rank = func.bm25(fts_match, 6.0, 1.0) * _preferred()
    found = select(*SHOWN, title, excerpt).join(fts, fts.c.rowid == SearchEntry.id)
    return found.where(fts_match.op("MATCH")(query)).order_by(rank, desc(SearchEntry.id))


def _postgresql(wanted: list[str]) -> AnySelect:
    query = " & ".join(f"'{term}'" for term in wanted) + ":*"
    asked = {language: func.to_tsquery(literal_column(f"'cop_{language}'::regconfig"), query) for language in LANGUAGES}
    both = asked["en"].op("||")(asked["es"])
    marks = f"StartSel={BEGIN}, StopSel={END}, MaxWords=24, MinWords=12, MaxFragments=2, FragmentDelimiter=' … '"
    config: Any = literal_column("'cop_en'::regconfig")
    title = func.ts_headline(config, SearchEntry.title, both, f"{marks}, HighlightAll=true").label("title")
    excerpt = func.ts_headline(config, SearchEntry.words, both, marks).label("excerpt")
    found = select(*SHOWN, title, excerpt).where(or_(*(document.op("@@")(one) for one in asked.values())))
    return found.order_by(desc(func.ts_rank(document, both) * _preferred()), desc(SearchEntry.id))


def _marked(words: str) -> Markup:
    """Escapes first, then marks: nothing that was stored can become markup."""
    return Markup(str(escape(words)).replace(BEGIN, "<mark>").replace(END, "</mark>"))  # noqa: S704 - escaped above
