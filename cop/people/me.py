"""Whoever is asking, as the row that pages about oneself show and change."""

from flask import g

from cop.core.db import db
from cop.people.models.person import Person


def me() -> Person:
    return db.session.get_one(Person, g.viewer.id)
