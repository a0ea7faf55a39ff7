"""From a file to a hit on a word inside it, and everything that must not get that far."""

import io
from urllib.parse import unquote

import pytest
from docx import Document
from pptx import Presentation
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import func, select

from cop.core import ids, jobs, search
from cop.core.db import db
from cop.core.file_kinds import tidy_name
from cop.library.models.resource import Resource


def pdf(words):
    made = io.BytesIO()
    canvas = Canvas(made)
    canvas.drawString(72, 700, words)
    canvas.save()
    return made.getvalue()


def docx(words):
    made, document = io.BytesIO(), Document()
    document.add_paragraph(words)
    document.save(made)
    return made.getvalue()


def pptx(words):
    made, deck = io.BytesIO(), Presentation()
    deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = words
    deck.save(made)
    return made.getvalue()


MADE = {"pdf": pdf, "docx": docx, "pptx": pptx, "txt": lambda words: words.encode()}


def upload(browser, content, name="paper.pdf", **more):
    data = {"title": "A paper", "summary": "For anyone", "file": (io.BytesIO(content), name)} | more
    return browser.post("/library/new", data=data)


def do_what_waits(app):
    with app.app_context():
        return jobs.run_due()


@pytest.mark.parametrize("kind", MADE)
def test_a_file_is_found_by_a_word_inside_it_and_downloaded_as_it_was(app, sign_in, acting, world, kind):
    content = MADE[kind]("The zebrawood agreement")
    added = upload(sign_in(world.ana), content, f"paper.{kind}")
    assert added.status_code == 302
    ivy = sign_in(world.ivy)
    assert "still reading" in ivy.get(added.location).text
    assert do_what_waits(app) == 1
    assert "<mark>zebrawood</mark>" in ivy.get("/search?q=zebrawood").text
    assert "zebrawood" in ivy.get(added.location).text
    answer = ivy.get(f"{added.location}/file")
    assert answer.data == content
    said = f"attachment; filename=\"paper.{kind}\"; filename*=UTF-8''paper.{kind}"
    assert answer.headers["Content-Disposition"] == said
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_it_is_found_by_its_title_before_it_was_read(sign_in, acting, world):
    upload(sign_in(world.ana), pdf("x"), title="Quokka notes")
    with acting(world.ivy) as viewer:
        assert [hit.kind for hit in search.find("quokka", viewer.audiences)] == ["resource"]


def test_an_agencys_own_resource_is_nowhere_for_the_outsider(app, sign_in, world):
    added = upload(sign_in(world.ana), b"only our umbrella", "ours.txt", place="harborlight")
    do_what_waits(app)
    ivy, missing = sign_in(world.ivy), f"/library/{ids.word(ids.new_id())}"
    ivy.get("/")
    for address, nothing in ((added.location, missing), (f"{added.location}/file", f"{missing}/file")):
        assert ivy.get(address).status_code == 404
        assert ivy.get(address).data == ivy.get(nothing).data
    assert "<mark>" not in ivy.get("/search?q=umbrella").text
    assert "<mark>" in sign_in(world.luz).get("/search?q=umbrella").text


def test_nobody_adds_to_another_agencys_shelf(sign_in, world):
    answer = upload(sign_in(world.ivy), b"words", "a.txt", place="harborlight")
    assert answer.status_code == 422


REFUSED = {
    "empty": (b"", "empty.pdf"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "photo.png"),
    "a program called a paper": (b"MZ\x90\x00\x03" + bytes(60), "paper.pdf"),
    "a web page with nulls": (b"<html>\x00</html>", "page.txt"),
    "a zip": (b"PK\x05\x06" + bytes(18), "paper.docx"),
    "half a zip": (docx("x")[:200], "paper.docx"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_a_paper_is_refused_and_the_words_are_kept(sign_in, world, case):
    content, name = REFUSED[case]
    answer = upload(sign_in(world.ana), content, name, title="My careful title")
    assert answer.status_code == 422
    assert "My careful title" in answer.text
    assert "PDF, Word, PowerPoint and plain text" in answer.text or "choose a file" in answer.text


def test_a_broken_pdf_has_no_words_and_the_next_file_is_read_all_the_same(app, sign_in, world):
    ana = sign_in(world.ana)
    broken = upload(ana, b"%PDF-1.7\n" + b"\xff\x00broken" * 50)
    whole = upload(ana, pdf("The narwhal page"))
    assert do_what_waits(app) == 2
    assert "No words could be read" in ana.get(broken.location).text
    assert "narwhal" in ana.get(whole.location).text


def test_reading_twice_ends_the_same(app, sign_in, acting, world):
    upload(sign_in(world.ana), b"words once", "a.txt")
    with app.app_context():
        job = db.session.scalars(select(jobs.Job)).one()
        name, agency, payload = job.name, job.scope_agency_id, job.payload
    do_what_waits(app)
    with app.app_context():
        db.session.add(jobs.Job(name=name, scope_agency_id=agency, payload=payload))
        db.session.commit()
    assert do_what_waits(app) == 1
    with acting(world.ana):
        assert db.session.scalar(select(func.count(search.SearchEntry.id))) == 1


def test_the_same_form_twice_is_one_resource(sign_in, acting, world):
    ana, once = sign_in(world.ana), ids.word(ids.new_id())
    first, second = (upload(ana, b"words", "a.txt", once=once).location for _ in "12")
    assert first == second
    with acting(world.ana):
        assert db.session.scalar(select(func.count(Resource.id))) == 1


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\papers\\plan.docx", "plan.txt"),
        ("\u202egnp.exe", "gnp.txt"),
        ("a\x00b\nc.txt", "abc.txt"),
        ("...", "file.txt"),
        ("ñandú.txt", "ñandú.txt"),
        ("x" * 500 + ".txt", "x" * 114 + ".txt"),
    ],
)
def test_a_name_is_only_a_name(given, kept):
    assert tidy_name(given, "txt") == kept


@pytest.mark.parametrize(
    "name", ["it’s fine.txt", "plan – final.txt", "“quotes”.txt", "漢字.txt", "😀.txt", "guía.txt"]
)
def test_a_name_in_any_letters_comes_back_with_its_file(sign_in, world, name):
    ana = sign_in(world.ana)
    data = {"title": "A paper", "summary": "For anyone", "file": (io.BytesIO(b"Words"), name)}
    answer = ana.get(ana.post("/library/new", data=data).location + "/file")
    said = answer.headers["Content-Disposition"]
    assert said.isascii()
    assert unquote(said.partition("filename*=UTF-8''")[2]) == name


@pytest.mark.parametrize("place", ["", " ", "\t", "nowhere"])
def test_a_place_left_blank_is_not_taken_for_everyone(sign_in, world, place):
    data = {"title": "A", "summary": "B", "place": place, "file": (io.BytesIO(b"Words"), "a.txt")}
    assert sign_in(world.ana).post("/library/new", data=data).status_code == 422


def test_the_shelf_takes_the_same_statements_for_one_and_for_three(sign_in, world, count_sql):
    ana, counts = sign_in(world.ana), []
    for more in (1, 2):
        for number in range(more):
            upload(ana, f"words {number}".encode(), "a.txt")
        with count_sql() as counted:
            ana.get("/library")
        counts.append(counted.count)
    assert counts[0] == counts[1] <= 8
