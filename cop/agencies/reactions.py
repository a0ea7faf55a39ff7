"""What follows when someone's roles change: their open sockets are asked again what they may hear."""

from cop.agencies.facts import RolesChanged
from cop.core.asking_again import ask_again
from cop.core.facts import on_commit


@on_commit(RolesChanged)
def look_again(fact: RolesChanged) -> None:
    """A role that is given can close a door too: whoever begins to supervise is no longer among peers only."""
    if fact.person_id is not None:
        ask_again(fact.person_id)
