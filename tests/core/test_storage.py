"""Files in S3-compatible storage: a real server of that protocol, on this machine."""

import dataclasses
import io
import secrets
import urllib.request

import pytest
from moto.server import ThreadedMotoServer

from cop.core import jobs, storage


@pytest.fixture(scope="module")
def s3():
    """The address of a server that speaks S3, running for the tests of this file."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def in_s3(app, s3, monkeypatch):
    """The application keeps its files in a bucket of its own: found by what AWS's own tools read."""
    bucket = f"lantern-{secrets.token_hex(4)}"
    urllib.request.urlopen(urllib.request.Request(f"{s3}/{bucket}", method="PUT")).close()
    known = {"ACCESS_KEY_ID": "who", "SECRET_ACCESS_KEY": "what", "REGION": "us-east-1", "ENDPOINT_URL": s3}
    for name, value in (known | {"ALLOW_HTTP": "true"}).items():
        monkeypatch.setenv(f"AWS_{name}", value)
    elsewhere = dataclasses.replace(app.extensions["settings"], files_url=f"s3://{bucket}/files")
    monkeypatch.setitem(app.extensions, "settings", elsewhere)
    monkeypatch.setitem(app.extensions, "files", {})
    return app


def test_an_upload_goes_to_s3_is_read_for_search_and_comes_back_byte_for_byte(in_s3, sign_in, world):
    content = b"The quillwort agreement, as we keep it.\n"
    data = {"title": "A paper", "summary": "For anyone", "file": (io.BytesIO(content), "paper.txt")}
    added = sign_in(world.ana).post("/library/new", data=data)
    with in_s3.app_context():
        assert jobs.run_due() == 1
    ivy = sign_in(world.ivy)
    assert "<mark>quillwort</mark>" in ivy.get("/search?q=quillwort").text
    assert ivy.get(f"{added.location}/file").data == content


def test_more_than_one_piece_arrives_whole(in_s3):
    content = secrets.token_bytes(3 * storage.CHUNK + 1)
    with in_s3.app_context():
        kept = storage.keep(0, io.BytesIO(content))
        assert kept.size == len(content)
        assert b"".join(storage.stream(kept.key)) == content


def test_a_file_that_is_gone_is_said_before_its_first_piece(in_s3):
    with in_s3.app_context(), pytest.raises(FileNotFoundError):
        storage.stream("0/ab/no-such-file")


def test_storage_that_answers_is_ready(in_s3):
    with in_s3.app_context():
        assert storage.answers()
