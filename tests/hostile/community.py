"""A community in which everyone means harm: one of each thing, and every word that a person could have put there is
everything that the vectors say, with the column's own name in it, so that it can be told where it was shown."""

from contextlib import contextmanager

from alembic import command
from flask import g
from sqlalchemy import JSON, String, update

from cop.agencies.entering import viewer_of
from cop.commands.database import alembic_config
from cop.core import tenancy, text
from cop.core.db import db
from cop.people.models import sign_in as sign_ins
from cop.people.models.person import Person
from cop.people.ways import PASSWORD, Shown
from tests import world as cast
from tests.hostile import further, vectors
from tests.matrix import things

# Wherever a value is put in raw, this ends what it stands in.
OUT = "\n'\">--></title></textarea></style></script></svg></math></noscript>\n"
WHOLE, PARTS = slice(None), [slice(start, None, 5) for start in range(5)]
# What people type and others are shown. Of a post's words what is shown is the HTML that was made of them.
TYPED = {
    "agency": "name about", "person": "email name pronouns", "announcement": "body_source", "area_news": "body_source",
    "check_on": "note", "identity": "issuer subject", "identity_provider": "issuer client_id", "invitation": "email",
    "letter": "address", "needs": "words", "passkey": "name", "resource": "title summary",
    "review_decision": "message", "room": "title purpose agreement_source", "search_entry": "title words",
    "sign_in": "agent", "space": "name purpose", "appeal": "words answer", "edition": "file_name words",
    "flag": "note", "meeting": "title welcome_source place", "topic": "title tags body_source",
    "agenda_item": "title about", "facet": "name", "recap": "body_source", "reply": "title body_source",
    "shared_needs": "words", "subscription": "tag", "waiting_post": "title body_source tags answer",
    "annex_post": "body_source", "attachment": "file_name says", "evidence": "what setting",
    "post_removal": "title body_source tags", "post_version": "title body_source", "agency_settings": "mail_domains",
    "topic_merge": "tags", "evidence_version": "what setting", "evidence_removal": "what setting",
    "order_version": "why", "turn_proposal": "why",
}  # fmt: skip
RENDERED = {
    "announcement": "body_html", "area_news": "body_html", "room": "agreement_html", "meeting": "welcome_html",
    "topic": "body_html", "recap": "body_html", "reply": "body_html", "annex_post": "body_html",
    "post_removal": "body_html", "post_version": "body_html", "room_event": "body",
}  # fmt: skip
# What is typed and never shown as it was typed: HTML is made of it, it is kept until someone wants it back, or it is
# said in other words.
NOT_SHOWN = {
    "announcement": "body_source", "area_news": "body_source", "identity": "subject", "meeting": "welcome_source",
    "post_removal": "title body_source tags body_html", "post_version": "body_source", "recap": "body_source",
    "room": "agreement_source", "sign_in": "agent", "topic_merge": "tags",
    "evidence_removal": "what setting",
}  # fmt: skip
# Nobody types these: they are chosen from a list, worked out, or drawn by lot; or they are sealed.
MADE = {
    "agency": "slug", "area": "slug name", "agency_area": "area_slug", "job": "name payload failed",
    "person": "password_hash language time_zone photo demo_key", "agency_settings": "inviters refused_ways accent",
    "area_news": "area_slug", "check_on": "audience", "device": "agent", "draft": "mark sealed",
    "identity_provider": "secret", "invitation": "role discipline", "letter": "purpose", "lived_experience": "shown_to",
    "logo": "file_key file_name sha256", "membership": "role discipline", "nameless_hold": "salt mark",
    "needs": "kinds", "order_place": "since area_slug", "passkey": "credential_id public_key",
    "photo": "sha256 file_key file_name", "recovery_code": "code_mark", "redaction": "audience",
    "resource": "audience language core_values", "review_decision": "action audience", "room": "audience kind",
    "search_entry": "kind audience language", "sign_in": "token_hash way",
    "space": "slug audience starter opened_by", "statewide_role": "role area_slug", "takeout": "file_key",
    "trail_entry": "kind details address previous hash", "turn": "period planned_area", "two_step": "secret",
    "appeal": "outcome", "edition": "file_key kind sha256", "flag": "reason audience",
    "meeting": "audience led_by mode join_url", "room_event": "op_id kind", "topic": "core_values",
    "turn_change": "kind area_slug", "annex": "audience", "facet": "kind", "pseudonym": "mark", "rsvp": "going",
    "shared_needs": "kinds", "subscription": "level", "attachment": "kind file_key", "kindness": "kind",
    "evidence": "verdict", "evidence_version": "verdict", "evidence_removal": "verdict", "waiting_post": "core_values",
    "turn_agreement": "area_slug", "turn_ask": "area_slug", "turn_host": "area_slug",
    "turn_proposal": "kind from_area area_slug outcome",
    "topic_merge": "core_values", "post_removal": "core_values", "topic_move": "from_audience",
}  # fmt: skip


def columns(table):
    return [one for one in table.columns if isinstance(one.type, String | JSON)]


def listed(lists):
    return {(table, column) for table, names in lists.items() for column in names.split()}


def mark(table, column):
    """A word by which it is known where a value comes from."""
    return f"[{table}.{column}]"


def everything(name, part=WHOLE):
    """All vectors in one value, or a part of them, and what ends whatever it stands in before each family."""
    numbers = iter(vectors.of(vectors.FAMILIES))
    families = ([next(numbers) for _ in family] for family in vectors.FAMILIES.values())
    return name + OUT + OUT.join("\n'\">".join(family[part]) for family in families)


def short(name, _part=WHOLE):
    """What fits into an address, which has no lines and may stand in a picture for a telephone to read."""
    return name + OUT.replace("\n", "") + vectors.said(vectors.LIVE["events"][0], 0)


def rendered(name, part=WHOLE):
    """All vectors as the words of a post, or a part of them."""
    return text.render(name) + "".join(text.render(one) for one in vectors.of(vectors.FAMILIES)[part])


def make(app):
    """Builds it in an empty database. Gives the things in it, the pages that show further ones, and the cast."""
    command.upgrade(alembic_config(app.extensions["settings"]), "head")
    with app.app_context():
        world = cast.build()
    with acting(app, world.ana) as viewer:
        made = things.build(viewer, world)
        more = further.build(viewer, world, made.named)
    with app.app_context(), tenancy.everywhere():
        spoil()
        db.session.commit()
    return made, more, world


def spoil():
    """Of many rows in one table the first two hold everything and each other one a part, or pages would be endless."""
    for table, column in listed(TYPED):
        make_it = short if column in {"email", "address"} else everything
        fill(db.metadata.tables[table], column, make_it, " {}".format)  # some are unique
    for table, column in listed(RENDERED):
        fill(db.metadata.tables[table], column, rendered, lambda _number: "")


def fill(table, column, made, ending):
    """Where something may stand: a row of a subscription is about a tag or about something else."""
    found = db.select(*table.primary_key)
    if column == "tag":
        found = found.where(table.c.tag.is_not(None))
    if table.name == "room_event":
        found = found.where(table.c.kind == "words")
    parts = [made(mark(table.name, column), part) for part in (WHOLE, *PARTS)]
    for number, key in enumerate(db.session.execute(found).all()):
        value = parts[0 if number < 2 else 1 + number % len(PARTS)] + ending(number)
        row = [one == part for one, part in zip(table.primary_key, key, strict=True)]
        kept = [value] if isinstance(table.c[column].type, JSON) else value
        db.session.execute(update(table).where(*row).values({column: kept}))


@contextmanager
def acting(app, someone):
    with app.test_request_context():
        viewer = viewer_of(someone.id)
        g.viewer = viewer
        with tenancy.within(viewer.scope):
            yield viewer


def cookie_of(app, someone):
    """What the browser of someone who signed in holds."""
    with app.app_context():
        ticket = sign_ins.begin(db.session.get_one(Person, someone.id), "a test", Shown(PASSWORD))
        db.session.commit()
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"] = ticket.get_id()
    return browser.get_cookie(app.config["SESSION_COOKIE_NAME"]).value
