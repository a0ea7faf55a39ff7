"""`cop check`: says yes where all is well, and no where it is not."""

import dataclasses

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, make_url, text

from cop.commands.check import check
from cop.core import tenancy
from cop.core.db import db
from tests import databases
from tests.agencies.doors import invite

TRIGGERS = ("trail_is_kept_update", "trail_is_kept_delete")


def asked(app, *words):
    with app.app_context():
        tenancy.enter(None)
        done = CliRunner().invoke(check, words, obj=app)
    return done.exit_code, done.output


def on_sqlite(app):
    with app.app_context():
        return db.engine.dialect.name == "sqlite"


def test_all_is_well(app, sign_in, world):
    invite(sign_in(world.joan))
    code, said = asked(app)
    assert "PROBLEM" not in said
    assert "The trail of harborlight is whole: 1 entries" in said
    assert code == 0


@pytest.mark.parametrize("act", ["UPDATE trail_entry SET actor_id = 1 WHERE number = 2",
                                 "DELETE FROM trail_entry WHERE number = 2"])  # fmt: skip
def test_an_entry_that_someone_changed_behind_our_back_is_found(app, sign_in, world, act):
    if not on_sqlite(app):
        pytest.skip("the application's role can't take the trigger away")
    joan = sign_in(world.joan)
    for name in ("noor", "sam", "kit"):
        invite(joan, email=f"{name}@lantern.example")
    with app.app_context():
        connection = db.session.connection()
        for trigger in TRIGGERS:
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        connection.execute(text(act))
        db.session.commit()
    code, said = asked(app)
    assert "PROBLEM  The trail of harborlight was changed at entry 2." in said
    assert code == 1


def test_who_may_do_what_is_printed(app):
    code, said = asked(app, "--matrix")
    assert code == 0
    assert said.splitlines()[0].split()[:4] == ["what", "whose", "stranger", "outsider"]
    assert "GET /agencies/<slug>/trail" in said


def test_an_address_that_nobody_reviewed_is_a_problem(app, monkeypatch):
    monkeypatch.setattr("cop.commands.matrix.read", dict)
    code, said = asked(app)
    assert "PROBLEM  Who may do what was reviewed for every address (--matrix), but not GET /," in said
    assert code == 1


def test_roles_are_made_apart(app, tmp_path):
    if on_sqlite(app):
        assert "SQLite has no roles" in asked(app, "--fix-roles")[1]
        return
    settings = app.extensions["settings"]
    name = f"cop_test_fixed_{databases.worker_number()}"
    other = make_url(settings.database_url).set(username=name, password="it's")
    fixed = dataclasses.replace(settings, database_url=databases.shown(other))
    app.extensions["settings"] = fixed
    try:
        for _ in "12":
            assert f"The role {name} can use the tables" in asked(app, "--fix-roles")[1]
        assert_held(fixed.database_url)
    finally:
        app.extensions["settings"] = settings
        drop(settings.owner_database_url, name)


def assert_held(address):
    engine = create_engine(address)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM space").scalar() == 0  # told no scope: sees nothing
        role = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        assert connection.exec_driver_sql(role).scalar() is False
    engine.dispose()


def drop(owner, name):
    engine = create_engine(owner)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {name}")
        connection.exec_driver_sql(f"DROP ROLE {name}")
    engine.dispose()


def test_the_key_to_posts_without_a_name_beside_the_database_is_found_but_in_the_demo(app, tmp_path, monkeypatch):
    """A copy of that folder would be a backup with the key."""
    ours = dataclasses.replace(
        app.extensions["settings"], data=tmp_path, database_url=f"sqlite:///{tmp_path}/lantern.db"
    )
    said = "PROBLEM  The key to posts without a name lies in"
    for key, demo, found in ((False, False, False), (True, False, True), (True, True, False)):
        if key:
            (tmp_path / "pseudonym.key").write_text("a key")
        monkeypatch.setitem(app.extensions, "settings", dataclasses.replace(ours, demo=demo))
        assert (said in asked(app)[1]) == found
