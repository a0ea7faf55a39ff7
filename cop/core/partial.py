"""A part of a page, for a page that is there already: the same fragment that the page shows.

Script asks for one (static/ui/partial.js, by htmx); without script nobody does, and the same address gives the whole
page. An answer says that it is a part: what came instead, such as the sign-in or an error, is a page of its own and is
never put into another.
"""

import json

from flask import Response, request

PART = "Lantern-Part"
ASKED = "HX-Request"


def asked(into: str = "") -> bool:
    """Whether script asks; `into`: for the place of the page with that id."""
    return request.headers.get(ASKED) == "true" and into in {"", request.headers.get("HX-Target")}


def answer(html: str, said: str = "") -> Response:
    """`said` is read out, where a whole page would show it at its top."""
    part = Response(html)
    part.headers[PART] = "1"
    if said:
        part.headers["HX-Trigger"] = json.dumps({"said": said})  # in ASCII, as a header has to be
    return part
