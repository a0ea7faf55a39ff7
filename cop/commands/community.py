"""`cop person` and `cop agency`: the first people, before anyone can invite another."""

from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cop.agencies.audience import AREAS
from cop.agencies.models.agency import Agency, AgencyArea
from cop.agencies.models.membership import DISCIPLINES, ROLES, STATEWIDE_ROLES, Membership, StatewideRole
from cop.commands.settings import in_house
from cop.core import tenancy
from cop.core.db import db
from cop.core.facts import commit
from cop.people import passwords
from cop.people.models.person import Person


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
    with tenancy.everywhere():
        someone = db.session.scalars(Person.with_email(email)).first()
        if someone is None:
            someone = Person(email=email.strip().lower(), name=name, password_hash=passwords.hash_of(password))
            db.session.add(someone)
            db.session.flush()
        given: Any
        if slug:
            given = Membership(agency_id=_agency(slug).id, person_id=someone.id, role=role, discipline=discipline)
        else:
            given = StatewideRole(person_id=someone.id, role=role, area_slug=area)
        db.session.add(given)
        try:
            commit()
        except IntegrityError:
            raise click.UsageError(f"{someone.name} has this role already.") from None
    click.echo(f"{someone.name} can sign in with {someone.email}.")


@person.command("list")
@in_house
def list_people() -> None:
    """Name and e-mail of everyone."""
    for someone in db.session.scalars(select(Person).order_by(Person.name)):
        click.echo(f"{someone.name}\t{someone.email}")


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
    with tenancy.everywhere():
        if db.session.scalar(select(Agency.id).where(Agency.slug == slug)):
            raise click.UsageError(f"There is already an agency called {slug}.")
        db.session.add(Agency(slug=slug, name=name, areas=[AgencyArea(area_slug=one) for one in areas]))
        commit()
    click.echo(f"{name} is at /agencies/{slug}.")


@agency.command("list")
@in_house
def list_agencies() -> None:
    """Short name and name of every agency."""
    for one in db.session.scalars(Agency.providers()):
        click.echo(f"{one.slug}\t{one.name}")


def _agency(slug: str) -> Agency:
    found = db.session.scalars(select(Agency).where(Agency.slug == slug)).first()
    if found is None:
        raise click.UsageError(f"There is no agency called {slug}.")
    return found
