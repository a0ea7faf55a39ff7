"""Thirty resources whose files are real, are kept whole, and are found by what stands in them."""

import hashlib
import io
from collections import Counter

import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader
from sqlalchemy import func, select

from cop.core import ids, storage
from cop.core.search import SearchEntry
from cop.demo import words
from cop.library.models.resource import Edition, Resource

WRITTEN = {f"{one['slug']}.{one['kind']}": one for one in words.read("resources")["resource"]}


def pdf(content):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def docx(content):
    return " ".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)


def pptx(content):
    slides = Presentation(io.BytesIO(content)).slides
    return " ".join(shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame)


READ = {"pdf": pdf, "docx": docx, "pptx": pptx, "txt": lambda content: content.decode("utf-8")}


@pytest.fixture(scope="module")
def editions(demo):
    columns = (Edition.resource_id, Edition.file_name, Edition.kind, Edition.size, Edition.sha256, Edition.file_key)
    return demo.rows(
        select(*columns, Edition.words, Resource.agency_id).join(Resource, Resource.id == Edition.resource_id)
    )


def test_thirty_resources_of_four_kinds(demo, editions):
    assert demo.number(select(func.count(Resource.id))) == 30
    assert Counter(one.kind for one in editions) == {"pdf": 12, "docx": 8, "pptx": 6, "txt": 4}
    assert {one.file_name for one in editions} == set(WRITTEN)


def test_every_file_is_kept_as_it_was_made(demo, editions):
    with demo.app.app_context():
        for one in editions:
            content = b"".join(storage.stream(one.file_key))
            assert (len(content), hashlib.sha256(content).hexdigest()) == (one.size, one.sha256)


def test_every_file_opens_and_holds_its_words(demo, editions):
    with demo.app.app_context():
        for one in editions:
            inside = READ[one.kind](b"".join(storage.stream(one.file_key)))
            for section in WRITTEN[one.file_name]["section"]:
                assert section["heading"] in " ".join(inside.split())


def test_statewide_files_are_downloaded_with_the_bytes_stored(demo, editions):
    browser = demo.someone("northfern_peer")
    statewide = [one for one in editions if one.agency_id == 0]
    for one in statewide:
        answer = browser.get(f"/library/{ids.word(one.resource_id)}/file")
        assert answer.status_code == 200
        assert hashlib.sha256(answer.data).hexdigest() == one.sha256


def test_an_agencys_files_are_its_own(demo, editions):
    owned = [one for one in editions if one.agency_id != 0]
    assert len(owned) == 6
    stranger = demo.someone("northfern_peer")
    for one in owned:
        member = demo.someone(f"{WRITTEN[one.file_name]['place']}_peer")
        assert member.get(f"/library/{ids.word(one.resource_id)}/file").status_code == 200
        assert stranger.get(f"/library/{ids.word(one.resource_id)}/file").status_code == 404


def test_each_resource_is_in_the_index_once(demo):
    entries = select(func.count(SearchEntry.id)).join(Resource, Resource.id == SearchEntry.id)
    assert demo.number(entries.where(SearchEntry.kind == "resource", SearchEntry.agency_id == Resource.agency_id)) == 30


def test_a_member_finds_a_document_by_what_stands_in_it(demo):
    found = demo.someone("saltmarsh_peer").get("/search?q=the+blue+envelope+agreement&kind=resource").text
    assert "Handling money together: a team guide" in found
