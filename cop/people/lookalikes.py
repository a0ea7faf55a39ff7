"""An address that was not taken because it could pass for another is on record, and is kept nowhere."""

from typing import Any

from cop.core.facts import note
from cop.people import addresses
from cop.people.facts import AddressRefused


def note_lookalike(form: Any, agency_id: int) -> None:
    """For a form that was refused. Ends the transaction where there is something to note."""
    why = addresses.passes_for_another(form.email.data or "") if form.email.errors else ""
    if why:
        note(AddressRefused(agency_id, None, why))
