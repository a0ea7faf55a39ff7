"""The spaces an agency begins with."""

from typing import Any

from flask_babel import gettext as _

from cop.agencies.audience import EVERYONE, PEERS


def starters(slug: str, name: str) -> list[dict[str, Any]]:
    """In the language of whoever sets the agency up."""
    return [
        {"slug": f"{slug}-team", "name": _("%(agency)s team", agency=name), "audience": EVERYONE, "position": 0,
         "purpose": _("For everyone who works here.")},
        {"slug": f"{slug}-peers", "name": _("%(agency)s peers", agency=name), "audience": PEERS, "position": 1,
         "purpose": _("For peer supporters here. No supervisors, no administrators.")},
    ]  # fmt: skip
