"""What is said about a finding: a reason, and what could stand there instead."""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from cop.trust.nudge.patterns import WORD, Rule

MAY_TELL = _l("may tell who this is about.")
REASONS = {
    "ssn": _l("looks like a Social Security number. Please take it out, so that this can be sent."),
    "record": _l("looks like a record or member number. Please take it out, so that this can be sent."),
    "birth": _l("may be someone's date of birth."),
    "phone": _l("may be someone's phone number."),
    "email": _l("may be someone's e-mail."),
    "address": _l("may be where someone lives."),
    "room": _l("may tell in which room someone lives."),
    "name": MAY_TELL,
    "initials": MAY_TELL,
    WORD: _l("sounds like a chart. There is a plainer word."),
}
MUST_GO = {
    "ssn": _l("A Social Security number can't be sent from here. Please take it out."),
    "record": _l("A record or member number can't be sent from here. Please take it out."),
}
INSTEAD = {
    "someone": _l("someone I support"),
    "people": _l("people I support"),
    "name": _l("(name left out)"),
    "date": _l("(date left out)"),
    "phone": _l("(phone number left out)"),
    "email": _l("(e-mail left out)"),
    "address": _l("(address left out)"),
    "room": _l("(room left out)"),
    "number": _l("(number left out)"),
}
# For the script that says the same while one writes; {words} is filled in there.
SPOKEN = {
    "heading": _l("Before you send"),
    "perhaps": _l("Perhaps: {words}"),
    "put": _l("Put in"),
    "leave": _l("Leave it"),
    "change": _l("Change it"),
    "send": _l("Send it as it is"),
    "one": _l("Beneath your words is one thing to look at before you send."),
    "many": _l("Beneath your words are {count} things to look at before you send."),
    "must_go": _l("Not sent yet. Please take out the number that is shown below your words."),
    "asked": _l("Not sent yet. Please look beneath your words: you decide."),
    "more": _l("And {count} more."),
}


def instead_of(rule: Rule, language: str) -> str:
    """What could stand there, in the language the rule is for; in the reader's, where it is for both."""
    with force_locale(rule.languages[0] if len(rule.languages) == 1 else language):
        return str(INSTEAD[rule.put]) if rule.put else ""
