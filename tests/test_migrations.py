"""Migrations run up and down on both databases, agree with the models, and a failed one changes nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import column, insert, inspect
from sqlalchemy import table as sa_table

from cop import create_app
from cop.commands.database import alembic_config, owner_engine
from cop.core import text
from cop.core.db import Base, Moment
from tests import databases
from tests.conftest import settings


@pytest.fixture(params=databases.BACKENDS)
def config(request, tmp_path):
    app = create_app(settings(tmp_path, databases.make(request.param, tmp_path, purpose="migrations")))
    return alembic_config(app.extensions["settings"]), app.extensions["settings"]


def names(one):
    with owner_engine(one).connect() as connection:
        return set(inspect(connection).get_table_names())


def test_up_and_down_and_up_again(config):
    alembic, one = config
    command.upgrade(alembic, "head")
    up = names(one)
    command.downgrade(alembic, "base")
    assert names(one) == {"alembic_version"}
    command.upgrade(alembic, "head")
    assert names(one) == up
    assert up >= set(Base.metadata.tables)


def test_models_and_migrations_agree(config):
    alembic, one = config
    command.upgrade(alembic, "head")

    def ours(_thing, name, kind, *_):
        return not (name or "").startswith("search_fts") and (kind, name) not in {
            ("column", "document"),
            ("index", "ix_search_entry_document"),
        }

    with owner_engine(one).connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_failed_migration_leaves_the_database_as_it_was(config, tmp_path, monkeypatch):
    alembic, one = config
    command.upgrade(alembic, "0003")
    before = names(one)
    broken = tmp_path / "migrations" / "versions"
    broken.mkdir(parents=True)
    home = Path(ScriptDirectory.from_config(alembic).dir)
    for path in home.glob("*.*"):
        (broken.parent / path.name).write_text(path.read_text())
    for path in (home / "versions").glob("000[1-4]*.py"):
        (broken / path.name).write_text(path.read_text())
    (broken / "0005_broken.py").write_text(
        "from alembic import op\nrevision = '0005'\ndown_revision = '0004'\n"
        "def upgrade():\n    op.execute('CREATE TABLE half (id INTEGER)')\n"
        "    op.execute('SELECT nothing FROM nowhere')\n"
    )
    alembic.set_main_option("script_location", str(broken.parent))
    with pytest.raises(Exception, match="nowhere"):
        command.upgrade(alembic, "head")
    assert names(one) == before


def test_sign_ins_of_whoever_a_provider_vouches_for_are_begun_again(config):
    """How they were made was not kept: each of them could be by the provider alone."""
    alembic, one = config
    command.upgrade(alembic, "0030")
    now = datetime(2026, 11, 1, tzinfo=UTC)
    rows = {
        "person": [
            {"id": n, "email": f"{n}@x.example", "name": "A", "password_hash": "x", "language": "en"} for n in (1, 2)
        ],
        "sign_in": [{"id": n, "person_id": n, "token_hash": f"{n}", "agent": "a phone"} for n in (1, 2)],
        "identity": [{"id": 1, "person_id": 1, "issuer": "https://login.example", "subject": "ana"}],
    }
    with owner_engine(one).begin() as connection:
        for table, said in rows.items():
            columns = [*said[0], "created_at"]
            into = sa_table(table, *(column(name, Moment() if name == "created_at" else None) for name in columns))
            connection.execute(insert(into), [row | {"created_at": now} for row in said])
    command.upgrade(alembic, "head")
    with owner_engine(one).connect() as connection:
        kept = connection.exec_driver_sql("SELECT person_id, way, step, provider_id FROM sign_in").all()
    assert [tuple(row) for row in kept] == [(2, "", False, None)]


def test_spaces_of_the_beginning_are_known_again_unless_somebody_renamed_them(config):
    alembic, one = config
    command.upgrade(alembic, "0060")
    known = {"agency_id": 0, "purpose": "P", "audience": "everyone", "position": 0, "topics": 0, "nameless": True}
    named = {1: ("handling-money", "Handling money"), 2: ("training", "Our trainings"), 3: ("van-keys", "Van keys")}
    rows = [known | {"id": n, "slug": slug, "name": name} for n, (slug, name) in named.items()]
    with owner_engine(one).begin() as connection:
        connection.execute(insert(sa_table("space", *map(column, rows[0]))), rows)
    command.upgrade(alembic, "head")
    with owner_engine(one).connect() as connection:
        kept = connection.exec_driver_sql("SELECT id, starter FROM space ORDER BY id").all()
    assert [tuple(row) for row in kept] == [(1, "handling-money"), (2, None), (3, None)]


def test_headings_that_were_written_before_are_as_they_would_be_rendered_now(config):
    alembic, one = config
    command.upgrade(alembic, "0071")
    source = "# One\n\n## Two\n\n### Three\n\n`<h3>` and <h3>none</h3>"
    now = text.render(source)
    before = now.replace("h4>", "h3>").replace("h5>", "h4>").replace("h6>", "h5>")
    at = {"id": 1, "agency_id": 0, "created_at": datetime(2026, 11, 1, tzinfo=UTC)}
    person = {"id": 1, "email": "ana@x.example", "name": "A", "password_hash": "x", "language": "en"}
    said = at | {"author_id": 1, "voice_id": 0, "body_source": source, "body_html": before}
    with owner_engine(one).begin() as connection:
        for table, row in {"person": person | {"created_at": at["created_at"]}, "announcement": said}.items():
            columns = (column(name, Moment() if name == "created_at" else None) for name in row)
            connection.execute(insert(sa_table(table, *columns)), [row])

    def kept():
        with owner_engine(one).connect() as connection:
            return connection.exec_driver_sql("SELECT body_html FROM announcement").scalar()

    command.upgrade(alembic, "head")
    assert kept() == now
    command.downgrade(alembic, "0071")
    assert kept() == before
