"""The rules as a browser reads them: the same patterns and words, and what is said about them in one language."""

import hashlib
import json
from functools import lru_cache
from typing import Any

from flask_babel import force_locale

from cop.trust.nudge.findings import Finder
from cop.trust.nudge.patterns import KINDS, LANGUAGES, Rule
from cop.trust.nudge.words import REASONS, SPOKEN, instead_of


@lru_cache(maxsize=8)
def rules_in(finder: Finder, language: str) -> bytes:
    """JSON: `kinds` in the order in which they win, `rules`, `phrases` and what is said instead, and `spoken`."""
    with force_locale(language):
        spoken = {name: str(words) for name, words in SPOKEN.items()}
        reasons = {kind: str(words) for kind, words in REASONS.items()}
    phrases = {one: {said: instead for said, instead in finder.phrases[one].items() if instead} for one in LANGUAGES}
    rules = [_told(rule, reasons[rule.kind], instead_of(rule, language)) for rule in finder.rules]
    told = {"kinds": KINDS, "rules": rules, "phrases": phrases, "spoken": spoken}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _told(rule: Rule, reason: str, instead: str) -> dict[str, Any]:
    return {
        "kind": rule.kind,
        "language": rule.languages[0],
        "pattern": rule.pattern,
        "needs": rule.needs,
        "anyCase": rule.any_case,
        "mustGo": rule.must_go,
        "whole": rule.whole,
        "reason": reason,
        "instead": instead,
    }


@lru_cache(maxsize=8)
def version(finder: Finder, language: str) -> str:
    """Changes with any rule or word, so that browsers may keep each for a year."""
    return hashlib.sha256(rules_in(finder, language)).hexdigest()[:12]
