"""Making a takeout, by the worker: done twice, it ends the same."""

import tempfile
from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import select, update

from cop.core import clock, jobs, mail, storage, takeout, tenancy
from cop.core.db import db
from cop.core.facts import commit, on_worker
from cop.core.forgetting import forget_later
from cop.core.tenancy import COMMONWEALTH
from cop.people.facts import TakeoutAsked
from cop.people.models.person import Person
from cop.people.models.takeout import DAYS, Takeout


@on_worker(TakeoutAsked)
def make(fact: TakeoutAsked) -> None:
    asked = db.session.get(Takeout, fact.takeout_id)
    if asked is None or asked.file_key is not None:
        return
    person = db.session.get_one(Person, asked.by_id)
    pick: Callable[[Any], Any] = (
        partial(takeout.of_agency, agency_id=asked.of_agency_id)
        if asked.of_agency_id
        else partial(takeout.of_person, person_id=person.id)
    )
    with tempfile.TemporaryFile() as file:
        with tenancy.everywhere():  # a person's own may be in several agencies, and in one they have left
            only = takeout.FOR_AGENCY if asked.of_agency_id else takeout.for_person()
            own = takeout.without_others_addresses(person.id)
            takeout.write(file, pick, person.language, partial(_tell, asked.id), only, own)
        file.seek(0)
        kept = storage.keep(asked.of_agency_id or 0, file)
    still = select(Takeout).where(Takeout.id == fact.takeout_id).with_for_update()
    if db.session.scalars(still.execution_options(populate_existing=True)).first() is None:
        storage.forget(kept.key)  # the account was deleted while this was put together
        return
    asked.finish(kept)
    mail.post("takeout", person.email, person.language, days=DAYS, agency=bool(asked.of_agency_id))
    jobs.add("forget-takeouts", 0, {}, due_at=asked.expires_at)
    commit()


def _tell(takeout_id: int, percent: int) -> None:
    db.session.execute(update(Takeout).where(Takeout.id == takeout_id).values(percent=percent))
    db.session.commit()


def forget(_payload: dict[str, Any]) -> None:
    """Takes away those whose week is over, files and all."""
    for old in db.session.scalars(select(Takeout).where(Takeout.expires_at <= clock.now())).all():
        forget_later(COMMONWEALTH, [old.file_key])
        db.session.delete(old)


jobs.register("forget-takeouts", forget)
