"""When pictures and files of posts are gone: with the words they came with, and the files after the rows."""

from datetime import timedelta

from sqlalchemy import select

from cop.core import clock, jobs, storage, tenancy
from cop.core.db import db
from cop.forums import keeping
from cop.forums.models.topic import Topic
from cop.forums.models.version import LASTS, Removal
from tests.forums.along import ask, files, kept_files, picture, shown
from tests.people.test_leaving import opened
from tests.world import PASSWORD


def test_what_was_taken_back_takes_its_pictures_along_for_a_while_and_then_for_good(sign_in, world, app):
    before = kept_files(app)
    ana = sign_in(world.ana)
    topic = ask(ana, **picture()).location
    (where,) = shown(ana, topic)
    post = where.partition("/files/")[0]
    ana.post(f"{post}/removal")
    assert ana.get(where).status_code == 404
    assert shown(ana, topic) == []
    ana.post(f"{post}/removal/delete")
    assert ana.get(where).status_code == 200
    ana.post(f"{post}/removal")
    _let_a_month_pass(app)
    assert kept_files(app) == before
    ana.post(f"{post}/removal/delete")
    assert ana.get(where).status_code == 404


def _let_a_month_pass(app):
    with app.app_context():
        with tenancy.everywhere():
            for removal in db.session.scalars(select(Removal)):
                removal.at -= LASTS
            for job in db.session.scalars(select(jobs.Job)):
                job.due_at -= LASTS + timedelta(days=1)
            db.session.commit()
        jobs.run_due()


def test_one_picture_can_be_removed_by_whoever_wrote_it(sign_in, world, app):
    before = kept_files(app)
    ana, ivy = sign_in(world.ana), sign_in(world.ivy)
    topic = ask(ana, **picture(1), **picture(2, says="The keys")).location
    first, second = shown(ana, topic)
    assert ivy.post(f"{first}/delete").status_code == 403
    assert ana.post(f"{first}/delete").status_code == 302
    assert shown(ivy, topic) == [second]
    assert ivy.get(first).status_code == 404
    assert ana.post(f"{first}/delete").status_code == 404
    with app.app_context():
        jobs.run_due()
    assert len(kept_files(app)) == len(before) + 1


def test_they_go_with_an_account_whose_words_are_taken_back(sign_in, world, app):
    before = kept_files(app)
    ana = sign_in(world.ana)
    topic = ask(ana, **picture(), **files(("a.txt", b"a"))).location
    assert ana.post("/account/deletion", data={"password": PASSWORD, "words": "y"}).status_code == 302
    with app.app_context():
        jobs.run_due()
    assert kept_files(app) == before
    assert shown(sign_in(world.ivy), topic) == []


def test_a_writers_takeout_has_them_and_an_agencys_those_that_are_still_there(sign_in, world, mails):
    ana, joan = sign_in(world.ana), sign_in(world.joan)
    stays = ask(ana, "harborlight-team", **picture(says="The van")).location
    (gone,) = shown(ana, ask(ana, "harborlight-team", **files(("gone.txt", b"Taken back"))).location)
    ana.post(f"{gone.partition('/files/')[0]}/removal")
    assert stays
    for browser, page in ((ana, "/account/takeouts"), (joan, "/agencies/harborlight/takeouts")):
        browser.post(page)
        mails()
        archive = opened(browser, browser.get(page).text)
        names = sorted(name.partition("-")[2] for name in archive.namelist() if name.startswith("files/"))
        assert names == (["gone.txt", "picture-1.webp"] if browser is ana else ["picture-1.webp"])


def test_storage_forgets_one_of_two_that_are_alike(app):
    with app.app_context():
        first, second = (storage.keep_apart(7, b"alike") for _ in "12")
        storage.forget(first)
        assert b"".join(storage.stream(second)) == b"alike"
        storage.forget(second)


def test_a_topic_kept_no_longer_lets_its_files_go(app, acting, sign_in, world):
    before = kept_files(app)
    ana = sign_in(world.ana)
    topic = ask(ana, "harborlight-team", **picture()).location
    ana.post(f"{topic}/replies", data={"body": "Look."} | picture())
    with acting(world.ana):
        assert keeping.erase(world.harborlight.id, clock.now() + timedelta(days=1), 10) == 1
        db.session.commit()
        assert db.session.scalars(select(Topic)).all() == []
    with app.app_context():
        jobs.run_due()
    assert kept_files(app) == before
