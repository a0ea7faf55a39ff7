"""An account that is deleted: the person's row goes, with everything that only points at them; what others build on
(topics, replies, files, turns that were held) stays, as of someone who has left.

Whether a row goes or stays is told by its foreign key: CASCADE and SET NULL are the database's to do, and any other is
handed to the one person who stands for all that have left. Past the walls on purpose: a person's words may be in
agencies they have left.
"""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, delete, select, update

from cop.core import tenancy
from cop.core.db import db
from cop.core.facts import record
from cop.core.forgetting import forget_later
from cop.people.facts import AccountDeleted
from cop.people.models.person import GONE, Person
from cop.people.models.takeout import Takeout

# Higher features say here what a deletion means to them (see their `leaving.py`).
before: list[Callable[[int], None]] = []  # what goes with a person in any case
take_back: list[Callable[[int], None]] = []  # removes what a person wrote
stands_in_the_way: list[Callable[[int], Iterator[str]]] = []  # in words, what must be settled first


def pointing() -> list[Column[Any]]:
    """The columns whose rows stay when a person goes."""
    return [
        key.parent
        for table in db.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "person" and not key.ondelete
    ]


def obstacles(person_id: int) -> list[str]:
    return [words for ask in stands_in_the_way for words in ask(person_id)]


def erase(person: Person, words: bool) -> None:
    """Deletes the account. `words`: what they wrote is taken back, too."""
    record(AccountDeleted(tenancy.COMMONWEALTH, person.id, words))
    with tenancy.everywhere():
        for act in [*before, *(take_back if words else ())]:
            act(person.id)
        take_name_off(person.id)
        theirs = select(Takeout).where(Takeout.by_id == person.id).with_for_update()  # one may be in the making
        forget_later(tenancy.COMMONWEALTH, [takeout.file_key for takeout in db.session.scalars(theirs)])
        db.session.execute(delete(Person).where(Person.id == person.id))


def take_name_off(person_id: int, agency_id: int | None = None) -> None:
    """What a person wrote stays, without their name: everywhere, or inside one agency."""
    db.session.flush()
    connection = tenancy.tell_database(db.session(), tenancy.current_scope())
    for column in pointing():
        table = column.table
        mine = [column == person_id]
        if agency_id is not None:
            if not tenancy.is_owned(table):
                continue
            mine.append(tenancy.whose(table) == agency_id)
        # A form's key would make two people's rows the same one.
        values = {column.name: GONE} | ({"once": None} if "once" in table.c else {})
        connection.execute(update(table).where(*mine).values(values))
