"""The walls, tried from inside: whatever way a row is asked for, another agency's does not come."""

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError
from sqlalchemy.orm import aliased

from cop.agencies.models.membership import Membership
from cop.core import ids, tenancy
from cop.core.db import db
from cop.core.tenancy import NoScopeError, Owned, WallError
from cop.forums.models.annex import Annex
from cop.forums.models.reply import Reply
from cop.forums.models.space import Space
from cop.forums.models.topic import Topic
from tests.forums.test_topics import open_topic


@pytest.fixture
def ivys_view(acting, world):
    with acting(world.ivy) as viewer:
        yield viewer


another = aliased(Space)
WAYS_TO_READ = {
    "entity": lambda: select(Space.name).select_from(Space).where(Space.slug == "harborlight-team"),
    "column": lambda: select(Space.name).where(Space.slug == "harborlight-team"),
    "alias": lambda: select(another.name).where(another.slug == "harborlight-team"),
    "count": lambda: select(Space.id).where(Space.id.in_(select(Space.id).where(Space.slug == "harborlight-team"))),
    "join": lambda: select(Topic.id).join(Space, Topic.space_id == Space.id).where(Space.slug == "harborlight-team"),
    "union": lambda: select(Space.id).where(Space.slug == "harborlight-team").union(select(Membership.id).where(False)),
}


@pytest.mark.parametrize("way", WAYS_TO_READ)
def test_no_read_reaches_another_agency(ivys_view, world, way):
    assert db.session.scalars(WAYS_TO_READ[way]()).all() == []


def test_a_count_counts_only_what_is_in_scope(acting, world):
    with acting(world.ana):
        hers = db.session.scalar(select(func.count()).select_from(Space))
    with acting(world.ivy):
        seen = db.session.scalar(select(func.count()).select_from(Space))
    assert hers == seen + 1


def test_get_by_id_finds_nothing_across_the_wall(ivys_view, world):
    assert db.session.get(Space, world.team.id) is None


REFUSED = {
    "raw SQL": lambda: text("SELECT name FROM space"),
    "a bare table": lambda: select(Space.__table__),
    "a bare column": lambda: select(Space.__table__.c.name),
    "a count of a bare table": lambda: select(func.count()).select_from(Space.__table__),
    "an entity read from raw SQL": lambda: select(Space).from_statement(text("SELECT * FROM space")),
}


@pytest.mark.parametrize("way", REFUSED)
def test_what_cannot_be_filtered_is_refused(ivys_view, way):
    with pytest.raises(WallError):
        db.session.execute(REFUSED[way]())


def test_a_read_outside_any_scope_is_refused(app):
    with app.app_context(), pytest.raises(NoScopeError):
        db.session.scalars(select(Space)).all()


def test_changes_in_bulk_stay_inside(ivys_view, world):
    db.session.execute(update(Space).values(purpose="taken over"))
    db.session.execute(delete(Membership).where(Membership.person_id == world.ana.id))
    with tenancy.everywhere():
        assert db.session.scalar(select(Space.purpose).where(Space.id == world.team.id)) == "For the tests."
        assert db.session.scalar(select(func.count(Membership.id)).where(Membership.person_id == world.ana.id)) == 1


def test_a_bulk_update_by_primary_key_is_refused(ivys_view, world):
    with pytest.raises(WallError):
        db.session.execute(update(Space), [{"id": world.team.id, "name": "Ours now"}])


def test_nothing_is_written_into_another_agency(ivys_view, world):
    db.session.add(Space(agency_id=world.harborlight.id, slug="x", name="x", purpose="x", audience="everyone"))
    with pytest.raises(WallError):
        db.session.flush()


def test_nothing_is_inserted_in_bulk_into_another_agency(ivys_view, world):
    row = {"agency_id": world.harborlight.id, "slug": "x", "name": "x", "purpose": "x", "audience": "everyone"}
    with pytest.raises(WallError):
        db.session.execute(insert(Space), [row])


def test_a_row_without_an_agency_is_refused(ivys_view):
    db.session.add(Space(slug="x", name="x", purpose="x", audience="everyone"))
    with pytest.raises(WallError):
        db.session.flush()


def test_a_row_cannot_point_across_the_wall(acting, world):
    """Wall 3: the foreign key carries the agency, so a statewide reply can't hang on a team's topic."""
    with acting(world.ana) as viewer, tenancy.everywhere():
        topic = Topic.open(db.session.get_one(Space, world.team.id), viewer, "T", "B", False, None)
        stray = Reply(agency_id=0, topic_id=topic.id, author_id=viewer.id, voice_id=world.harborlight.id)
        stray.write("astray")
        db.session.add(stray)
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_every_owned_table_that_points_to_another_carries_the_agency():
    for mapper in db.Model.registry.mappers:
        if not issubclass(mapper.class_, Owned):
            continue
        for key in mapper.local_table.foreign_key_constraints:
            if tenancy.is_owned(key.referred_table):
                assert tenancy.carries_agency(key), f"{mapper.local_table.name} -> {key.referred_table.name}"


def test_only_an_annex_leads_to_what_all_share_and_the_database_sees_to_it(app, acting, world):
    leading = {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if column.info.get("commons")
    }
    assert leading == {"annex.commons_id"}
    with acting(world.ana) as viewer:
        topic_id = open_topic(viewer, world.team)
        inside = {"agency_id": world.harborlight.id, "topic_id": topic_id, "audience": "everyone"}
        for commons_id in (world.harborlight.id, 0):
            with db.session.begin_nested() as point:
                db.session.add(Annex(commons_id=commons_id, **inside))
                with pytest.raises(IntegrityError):
                    db.session.flush()
                point.rollback()


def raw(connection, statement):
    return connection.exec_driver_sql(statement).scalars().all()


def test_on_postgresql_raw_sql_sees_no_more_than_the_scope(app, acting, world):
    with app.app_context():
        connection = db.session.connection()
        if connection.dialect.name != "postgresql":
            pytest.skip("SQLite has no row-level security: walls 1 and 3 hold there")
    with acting(world.ivy) as viewer:
        connection = db.session.connection()
        tenancy.tell_connection(connection, viewer.scope)
        assert "harborlight-team" not in raw(connection, "SELECT slug FROM space")
        assert raw(connection, "SELECT slug FROM space WHERE slug = 'peers'") == ["peers"]
        tenancy.tell_connection(connection, tenancy.NOBODY)
        assert raw(connection, "SELECT slug FROM space") == []
        assert raw(connection, "UPDATE space SET name = 'x' RETURNING id") == []


def test_on_postgresql_an_insert_across_the_wall_fails_in_the_database(app, acting, world):
    with acting(world.ivy) as viewer:
        connection = db.session.connection()
        if connection.dialect.name != "postgresql":
            pytest.skip("SQLite has no row-level security: walls 1 and 3 hold there")
        tenancy.tell_connection(connection, viewer.scope)
        with pytest.raises(ProgrammingError, match="row-level security"):
            connection.exec_driver_sql(
                "INSERT INTO space (id, agency_id, slug, name, purpose, audience, position, topics) "
                "VALUES (%s, %s, 'x', 'x', 'x', 'everyone', 0, 0)",
                (ids.new_id(), world.harborlight.id),
            )


POLICY = "SELECT DISTINCT cmd, permissive, roles::text, qual, with_check FROM pg_policies"


def test_on_postgresql_every_owned_table_has_a_forced_policy(app):
    with app.app_context():
        connection = db.session.connection()
        if connection.dialect.name != "postgresql":
            pytest.skip("SQLite has no row-level security: walls 1 and 3 hold there")
        forced = set(raw(connection, "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"))
        policies = set(raw(connection, "SELECT tablename FROM pg_policies"))
        told = {tuple(row) for row in connection.exec_driver_sql(POLICY).all()}
    owned = {table.name for table in db.metadata.tables.values() if tenancy.is_owned(table)}
    assert owned == forced == policies
    (rule,) = told  # the same for all: every command, everybody, reading and writing
    assert rule[:3] == ("ALL", "PERMISSIVE", "{public}")
    assert rule[3] == rule[4] or rule[4] is None  # without one of its own, what is written is held to what may be read
    assert "agency_id = ANY" in rule[3]
    assert "cop.agencies" in rule[3]


def test_the_database_is_told_again_after_a_commit(built, world):
    """Outside the rolled-back transaction of other tests, where each commit really ends what was told."""
    app, _ = built
    with app.app_context(), tenancy.within(tenancy.agencies(world.stonefield.id)):
        for _ in range(2):
            assert db.session.scalars(select(Space.slug).order_by(Space.slug)).all() == ["handling-money", "peers"]
            db.session.commit()


def test_a_page_tells_the_database_its_scope_in_the_read_that_finds_it(sign_in, world, count_sql, acting):
    browser = sign_in(world.ana)
    with count_sql() as counted:
        assert browser.get("/forums").status_code == 200
    told_alone = [statement for statement in counted.statements if statement.startswith("SELECT set_config")]
    with acting(world.ana):
        on_postgresql = db.session.connection().dialect.name == "postgresql"
    assert len(told_alone) == on_postgresql  # so that whoever asks can be found at all; never a second time


@pytest.mark.parametrize(
    ("told", "kept"), [("0,4", True), ("4,0,4", True), ("0", False), ("0,4,5", False), (None, None)]
)
def test_what_a_read_told_the_database_is_believed_only_if_it_is_the_scope(told, kept):
    class Session:
        info = {"told": tenancy.EVERYWHERE}  # noqa: RUF012

    scope = tenancy.agencies(4)
    tenancy.believe(Session, told, scope)
    assert Session.info["told"] is {True: scope, False: None, None: tenancy.EVERYWHERE}[kept]
