"""Cards of resources."""

from flask import abort
from flask_babel import gettext as _

from cop.agencies.viewer import Viewer
from cop.core import cards
from cop.library import queries


@cards.of("library.show")
def resource(viewer: Viewer, resource_id: int) -> cards.Card:
    found = queries.resource(viewer, resource_id)
    if found is None:
        abort(404)
    return cards.Card(_("Resource"), found.title)
