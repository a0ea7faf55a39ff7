"""Nothing that a person can type is left out: a new field, column or question in an address has to be listed here."""

import ast

import pytest
from flask_wtf.file import FileField
from wtforms import FileField as PlainFile
from wtforms import HiddenField, StringField
from wtforms.fields.core import UnboundField

from cop.config import ROOT
from cop.core.db import db
from tests.hostile import community, fields

FILE, HIDDEN = (FileField, PlainFile), (HiddenField,)
OF_A_REQUEST = {f"request.{part}" for part in ("args", "form", "values", "headers", "cookies", "files")}
EVERYWHERE = {"once", "csrf_token"}  # in most forms, and drawn by lot


def found(kinds, but=()):
    """Fields by the class of their form, of these kinds of field and not of those."""
    told = {}
    for form in fields.forms():
        if not form.__module__.startswith("cop."):
            continue
        names = [name for name in dir(form) if isinstance(getattr(form, name), UnboundField)]
        mine = {name for name in names if _is(getattr(form, name).field_class, kinds, but)} - EVERYWHERE
        if mine:
            told[form.__name__] = mine
    return told


def _is(kind, kinds, but):
    return issubclass(kind, kinds) and not issubclass(kind, but) and kind.__name__ != "PasswordField"


def own(kind):
    return {name: set(said.split()) for name, said in kind.items()}


@pytest.mark.parametrize(
    ("kinds", "but", "listed"),
    [((StringField,), HIDDEN, fields.WORDS), (FILE, (), fields.FILES), (HIDDEN, (), fields.HIDDEN)],
    ids=["words", "files", "hidden"],
)
def test_every_field_of_every_form_is_listed(app, kinds, but, listed):
    assert found(kinds, but) == own(listed)


def test_every_column_that_holds_words_is_shown_hostile_or_has_its_reason(app):
    there = {(table.name, one.name) for table in db.metadata.sorted_tables for one in community.columns(table)}
    lists = [community.listed(one) for one in (community.TYPED, community.RENDERED, community.MADE)]
    assert set().union(*lists) == there
    assert sum(map(len, lists)) == len(there)


def test_everything_that_pages_ask_an_address_or_a_request_for_is_listed():
    asked = {name for path in (ROOT / "cop").rglob("*.py") for name in _asked(ast.parse(path.read_text("utf-8")))}
    assert asked == fields.ASKED


def _asked(tree):
    """`request.args.get("q")` and `"q" in request.args`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=of, attr="get" | "getlist"), args=[name, *_]):
                pass
            case ast.Compare(left=name, ops=[ast.In() | ast.NotIn()], comparators=[of]):
                pass
            case _:
                continue
        if ast.unparse(of) in OF_A_REQUEST:
            yield ast.unparse(name).strip("'")
