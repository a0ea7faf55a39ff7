import io

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from cop import create_app
from cop.agencies.models.logo import Logo
from cop.commands.backup import backup, restore
from cop.commands.database import db as schema
from cop.core import storage, tenancy
from cop.core.db import db
from cop.forums.along import Along, Piece
from cop.forums.models.attachment import Attachment
from cop.forums.models.topic import Topic
from cop.library.models.resource import Edition, Resource
from cop.people.models.person import Person
from cop.people.models.photo import Photo
from tests import databases
from tests import world as cast
from tests.conftest import settings
from tests.core.test_pictures import drawn


@pytest.fixture(params=databases.BACKENDS)
def community(request, tmp_path):
    """A community of its own, because a command commits for good."""
    return make(tmp_path / "first", request.param, "backup")


def run(app, command, *words):
    return CliRunner().invoke(command, words, obj=app)


def make(folder, backend, purpose):
    folder.mkdir()
    app = create_app(settings(folder, databases.make(backend, folder, purpose)))
    assert run(app, schema, "upgrade").exit_code == 0
    return app


def fill(app):
    with app.test_request_context(), tenancy.everywhere():
        world = cast.build()
        kept = storage.keep(world.harborlight.id, io.BytesIO(b"a file worth keeping"))
        Photo.put(world.ana.id, drawn(30, 30).read())
        owner = {"agency_id": world.harborlight.id}
        resource = Resource(**owner, author_id=world.ana.id, voice_id=world.harborlight.id, audience="everyone",
                            title="Kept", summary="Yes", core_values=["hopeful"])  # fmt: skip
        db.session.add(resource)
        db.session.flush()
        db.session.add(Edition(**owner, resource_id=resource.id, file_key=kept.key, file_name="a.txt", kind="txt",
                               size=kept.size, sha256=kept.sha256, words="a file"))  # fmt: skip
        Logo.put(world.harborlight.id, b"a logo", world.joan.id)
        topic = Topic(
            agency_id=0, space_id=world.money.id, author_id=world.ana.id, voice_id=world.harborlight.id, title="¿Sí?"
        )
        topic.write("Words that *stay*.")
        db.session.add(topic)
        db.session.flush()
        topic.bring(Along(pieces=[Piece("txt", b"a file of a post", "post.txt")]))
        db.session.commit()
        return kept.key


def everything(app):
    with app.app_context(), tenancy.everywhere():
        topic = db.session.scalars(select(Topic)).one()
        return (
            db.session.scalar(select(func.count(Person.id))),
            (topic.id, topic.title, topic.body_html, topic.created_at),
            db.session.scalars(select(Resource.core_values)).all(),
        )


def test_what_was_backed_up_comes_back_on_an_empty_community(community, tmp_path):
    key = fill(community)
    archive = str(tmp_path / "all.tar.gz")
    said = run(community, backup, archive)
    assert said.exit_code == 0, said.output
    again = make(tmp_path / "second", "sqlite", "restored")
    said = run(again, restore, archive)
    assert said.exit_code == 0, said.output
    assert everything(again) == everything(community)
    with again.app_context():
        assert b"".join(storage.stream(key)) == b"a file worth keeping"
        (photo,) = db.session.scalars(select(Photo.file_key)).all()
        assert b"".join(storage.stream(photo)) == drawn(30, 30).read()
        with tenancy.everywhere():
            logo = db.session.scalars(select(Logo)).one()
            attached = db.session.scalars(select(Attachment.file_key)).one()
        assert b"".join(storage.stream(logo.file_key)) == b"a logo"
        assert b"".join(storage.stream(attached)) == b"a file of a post"


def test_nothing_is_restored_over_people(community, tmp_path):
    fill(community)
    archive = str(tmp_path / "all.tar.gz")
    run(community, backup, archive)
    said = run(community, restore, archive)
    assert said.exit_code != 0
    assert "people here already" in said.output


def test_a_backup_that_fails_leaves_the_one_that_is_there(community, tmp_path, monkeypatch):
    fill(community)
    kept = tmp_path / "community.tgz"
    assert run(community, backup, str(kept)).exit_code == 0
    before = kept.read_bytes()
    monkeypatch.setattr("cop.commands.backup._file_keys", lambda: ["0/no/such-file"])
    assert run(community, backup, str(kept)).exit_code != 0
    assert kept.read_bytes() == before
    assert list(tmp_path.glob("*.unfinished")) == []


@pytest.mark.parametrize("content", [b"", b"not a backup", b"\x1f\x8b\x08\x00broken"])
def test_a_file_that_is_no_backup_is_said_in_a_sentence(community, tmp_path, content):
    (tmp_path / "bad.tgz").write_bytes(content)
    done = run(community, restore, str(tmp_path / "bad.tgz"))
    assert done.exit_code == 2
    assert "is not a backup that can be read" in done.output
