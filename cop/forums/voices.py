"""Who speaks, beside what they say."""

from typing import Any

from cop.agencies.models.agency import Agency
from cop.core.db import AnySelect
from cop.people.models.person import Person

VOICE = (Person.name.label("author_name"), Agency.name.label("voice_name"), Agency.id.label("voice_id"))


def with_voice(found: AnySelect, kind: Any) -> AnySelect:
    """With who speaks: a person or, without a name, a hand."""
    named = found.add_columns(kind.author_id, kind.hand, *VOICE).outerjoin(Person, Person.id == kind.author_id)
    return named.join(Agency, Agency.id == kind.voice_id)
