"""What someone showed of themselves as they signed in: an agency may ask for some ways, and not open to others."""

from dataclasses import dataclass

PASSWORD, LINK, PASSKEY, AGENCY = WAYS = ("password", "link", "passkey", "agency")
OWN_WAYS = (PASSWORD, LINK, PASSKEY)  # a person's own; the last is an agency's own sign-in
STANDS_FOR = {"invitation": PASSWORD, "reset": PASSWORD, "demo": PASSWORD}  # one was chosen just now; one click is one
STEPS = {"code", "recovery"}


@dataclass(frozen=True)
class Shown:
    """`way` is one of WAYS, or empty for a sign-in of before this was kept: that one is their own, in some way.

    `step`: a second step of their own, too. `provider_id`: the agency whose provider vouched for them, where one did.
    """

    way: str = ""
    step: bool = False
    provider_id: int | None = None

    @property
    def own(self) -> bool:
        """Whether it took something of the person's own: whoever runs an agency's provider can show all the rest."""
        return self.step or self.way in {"", *OWN_WAYS}

    def opens(self, refused: frozenset[str], agency_id: int) -> bool:
        """Whether an agency that does not take some ways takes this. Only its own provider vouches for anyone to it."""
        if self.way == AGENCY:
            return AGENCY not in refused and self.provider_id == agency_id
        return self.way in OWN_WAYS and self.way not in refused if self.way else not refused & set(OWN_WAYS)


def shown(way: str, *more: str, provider_id: int | None = None) -> Shown:
    """From the words that the trail keeps: a way in, and what came with it."""
    return Shown(STANDS_FOR.get(way, way), bool(STEPS & set(more)), provider_id)
