"""`cop person` and `cop agency`: the first people, before anyone can invite another."""

import re

import click
from sqlalchemy import select

from cop.agencies import founding
from cop.agencies.audience import AREAS
from cop.agencies.facts import SignInWaysSet
from cop.agencies.founding import SLUG
from cop.agencies.models import roles, statewide
from cop.agencies.models.agency import Agency
from cop.agencies.models.membership import AREA_DIRECTOR, DISCIPLINES, ROLES, STATEWIDE_ROLES
from cop.agencies.models.settings import AgencySettings
from cop.commands.settings import in_house
from cop.core import tenancy
from cop.core.db import db
from cop.core.facts import commit, record
from cop.people import addresses, two_step
from cop.people.models import sign_in
from cop.people.models.person import Person
from cop.people.models.two_step import TwoStep
from cop.people.ways import WAYS


@click.group()
def person() -> None:
    """Add people, and list them."""


@person.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice(ROLES + STATEWIDE_ROLES), required=True)
@click.option("--agency", "slug", help="The agency's short name, for a role in an agency.")
@click.option("--area", type=click.Choice(AREAS), help="The area, for an Area Director of Recovery.")
@click.option("--discipline", type=click.Choice(DISCIPLINES))
@click.password_option(help="Asked for when it is not given.")
@in_house
def add_person(
    email: str, name: str, role: str, slug: str | None, area: str | None, discipline: str | None, password: str
) -> None:
    """Add someone with one role; adding the same e-mail again adds a role."""
    if (role in ROLES) != bool(slug):
        raise click.UsageError("A role in an agency needs --agency, and a statewide role must not have it.")
    if (role == AREA_DIRECTOR) != bool(area):
        raise click.UsageError("An Area Director of Recovery needs --area, and nobody else has one.")
    with tenancy.everywhere():
        someone = db.session.scalars(Person.with_email(email)).first()
        if someone is None:
            someone = Person.register(_address(email), _said(name, "name"), _said(password, "password"))
        else:
            click.echo(f"{someone.name} is here already, and keeps the password they have.")
        _give(someone, role, slug, area, discipline)
        commit()
    click.echo(f"{someone.name} can sign in with {someone.email}.")


def _give(someone: Person, role: str, slug: str | None, area: str | None, discipline: str | None) -> None:
    """Raises UsageError for a role they hold already."""
    if slug:
        agency_id = _agency(slug).id
        known = role in roles.held_by(agency_id, someone.id)
        roles.give(agency_id, someone.id, role, discipline)
    else:
        known = not statewide.give(someone.id, role, area)
    if known:
        db.session.rollback()
        raise click.UsageError(f"{someone.name} has this role already.")


def _address(value: str) -> str:
    if not addresses.is_plain(addresses.tidy(value)):
        raise click.UsageError(f"{value!r} is not an e-mail address that can be used here.")
    return value


def _said(value: str, what: str) -> str:
    if not value.strip():
        raise click.UsageError(f"The {what} is empty.")
    return value.strip() if what == "name" else value


@person.command("list")
@in_house
def list_people() -> None:
    """Name and e-mail of everyone."""
    for someone in db.session.scalars(Person.known().order_by(Person.name)):
        click.echo(f"{someone.name}\t{someone.email}")


@person.command("sign-out")
@click.argument("email", required=False)
@click.option("--everyone", is_flag=True, help="End everybody's sign-ins: the key or the database was stolen, say.")
@in_house
def sign_out(email: str | None, everyone: bool) -> None:
    """End every sign-in of someone: a lost phone, say."""
    if everyone == bool(email):
        raise click.UsageError("Name one e-mail, or say --everyone.")
    if everyone:
        for person_id in db.session.scalars(Person.known().with_only_columns(Person.id)).all():
            sign_in.end_all(person_id)
        commit()
        click.echo("Everyone is signed out, open pages within seconds.")
        return
    someone = _someone(str(email))
    sign_in.end_all(someone.id)
    commit()
    click.echo(f"{someone.name} is signed out everywhere, open pages within seconds.")


@person.command("second-step-off")
@click.argument("email")
@in_house
def second_step_off(email: str) -> None:
    """Turn off someone's second step, once you know that it is they who ask."""
    someone = _someone(email)
    if TwoStep.of(someone.id) is None:
        raise click.UsageError(f"{someone.name} has no second step.")
    two_step.turn_off(someone)
    commit()
    click.echo(f"{someone.name} signs in without a second step, and gets a mail that says so.")


def _someone(email: str) -> Person:
    found = db.session.scalars(Person.with_email(email)).first()
    if found is None:
        raise click.UsageError(f"Nobody signs in with {email}.")
    return found


@click.group()
def agency() -> None:
    """Add agencies, and list them."""


@agency.command("add")
@click.argument("slug")
@click.argument("name")
@click.option("--area", "areas", type=click.Choice(AREAS), multiple=True, required=True)
@in_house
def add_agency(slug: str, name: str, areas: tuple[str, ...]) -> None:
    """Add an agency that serves one area or more."""
    if not re.fullmatch(SLUG, slug):
        raise click.UsageError(f"{slug!r} can't be an address: small letters, digits and hyphens, 40 at most.")
    if not founding.is_free(slug):
        raise click.UsageError(f"There is already an agency called {slug}.")
    founding.found(slug, _said(name, "name"), dict.fromkeys(areas))
    commit()
    click.echo(f"{name} is at /agencies/{slug}.")


@agency.command("list")
@in_house
def list_agencies() -> None:
    """Short name and name of every agency."""
    for one in db.session.scalars(Agency.providers()):
        click.echo(f"{one.slug}\t{one.name}")


@agency.command("open-ways")
@click.argument("slug")
@in_house
def open_ways(slug: str) -> None:
    """Let every way to sign in open an agency again: its own sign-in is broken, say, and nobody gets in."""
    found = _agency(slug)
    with tenancy.within(tenancy.agencies(found.id)):
        settings = AgencySettings.locked(found.id)
        if not settings.refused_ways:
            raise click.UsageError(f"Every way to sign in opens {found.name} already.")
        settings.refused_ways = []
        record(SignInWaysSet(found.id, None, ", ".join(WAYS)))
        commit()
    click.echo(f"Every way to sign in opens {found.name} again.")


def _agency(slug: str) -> Agency:
    found = db.session.scalars(select(Agency).where(Agency.slug == slug)).first()
    if found is None:
        raise click.UsageError(f"There is no agency called {slug}.")
    return found
