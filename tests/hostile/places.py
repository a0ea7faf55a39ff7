"""Every page there is, and who opens it: whoever may, as reviewed in the matrix; else whose it is."""

from cop.commands.matrix import read
from tests.matrix import walk

FIRST = ("peer supporter", "director", "steward", "area director", "stranger")


def of(app, made, more):
    """For each address that answers a GET, the person and one address of its kind."""
    reviewed, found = read(), {}
    for what, name, where in walk.doors(app, made):
        if what.startswith("GET "):
            cells = dict(zip(walk.COLUMNS, reviewed[what, name], strict=True))
            who = next((walk.COLUMNS[one] for one in FIRST if cells[one] == "200"), "ana")
            if what not in found or found[what][0] == "ana":
                found[what] = (who, where)
    return [*found.values(), *more]
