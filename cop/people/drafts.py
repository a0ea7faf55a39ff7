"""Drafts that were not gone on with are forgotten, in the end also those of people who never come back."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import func, select

from cop.core import jobs
from cop.core.db import db
from cop.people.models.draft import LASTS, Draft, forget_old

FORGET = "forget-drafts"
# Questions about a place, asked before a draft for it is kept: whether that would tie someone to what has no name.
ties: list[Callable[[str], bool]] = []


def see_to_forgetting() -> None:
    """That there is a job for it, while there is anything to forget. Safe to repeat."""
    if not jobs.waits(FORGET):
        _ask()


def forget(_payload: dict[str, Any]) -> None:
    forget_old()
    _ask()


def _ask() -> None:
    oldest = db.session.scalar(select(func.min(Draft.day)))
    if oldest is not None:
        jobs.add(FORGET, 0, {}, due_at=datetime.combine(oldest + LASTS, time(), UTC))


jobs.register(FORGET, forget)
