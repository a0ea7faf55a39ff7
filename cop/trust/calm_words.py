"""Words for hands: things that are calm to think of, none of them a name that people have, none to be ranked."""

from flask_babel import lazy_gettext as _l

CALM = (
    _l("Acorn"), _l("Almond"), _l("Bay"), _l("Beach"), _l("Birch"), _l("Bridge"), _l("Creek"), _l("Canoe"),
    _l("Cedar"), _l("Cricket"), _l("Cloud"), _l("Cove"), _l("Cranberry"), _l("Daylight"), _l("Dune"), _l("Feather"),
    _l("Fountain"), _l("Field"), _l("Garden"), _l("Pier"), _l("Heron"), _l("Island"), _l("Lake"), _l("Candle"),
    _l("Leaf"), _l("Lighthouse"), _l("Maple"), _l("Meadow"), _l("Moon"), _l("Moss"), _l("Orchard"), _l("Path"),
    _l("Pebble"), _l("Pine"), _l("Pond"), _l("Quilt"), _l("Rain"), _l("Shell"), _l("Sparrow"), _l("Spring"),
    _l("Star"), _l("Tide"), _l("Valley"), _l("Window"),
)  # fmt: skip
