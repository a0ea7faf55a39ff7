"""A read made once is walled like any other."""

import pytest
from sqlalchemy import bindparam, select

from cop.core import tenancy
from cop.core.reads import Read
from cop.core.tenancy import NoScopeError, WallError
from cop.forums.models.space import Space

SPACE = Read(select(Space.slug).where(Space.slug == bindparam("slug")))


def slugs(slug):
    return [row.slug for row in SPACE.rows(slug=slug)]


def test_it_gives_what_the_scope_holds(acting, world):
    with acting(world.ana):
        assert slugs(world.team.slug) == [world.team.slug]


def test_it_gives_nothing_of_another_agency(acting, world):
    with acting(world.ivy):
        assert slugs(world.team.slug) == []


def test_it_gives_everything_everywhere(app, world):
    with app.app_context(), tenancy.everywhere():
        assert slugs(world.team.slug) == [world.team.slug]


def test_without_a_scope_it_refuses(app):
    with app.app_context(), pytest.raises(NoScopeError):
        slugs("any")


def test_bare_tables_are_refused(acting, world):
    bare = Read(select(Space.metadata.tables["space"].c.slug))
    with acting(world.ana), pytest.raises(WallError):
        bare.rows()
