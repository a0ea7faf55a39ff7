"""The eleven core values of peer support, in their order."""

from flask_babel import lazy_gettext as _l

CORE_VALUES = {
    "voluntary": _l("Voluntary"),
    "hopeful": _l("Hopeful"),
    "empathic": _l("Empathic"),
    "respectful": _l("Respectful"),
    "facilitates-change": _l("Facilitates change"),
    "honest-and-direct": _l("Honest and direct"),
    "mutual-and-reciprocal": _l("Mutual and reciprocal"),
    "equally-shared-power": _l("Equally shared power"),
    "strengths-focused": _l("Strengths-focused"),
    "transparent": _l("Transparent"),
    "person-driven": _l("Person-driven"),
}
