from flask import Flask

from cop.agencies import (  # noqa: F401 - importing some connects them
    audience,
    entering,
    erasing,
    keeping,
    leaving,
    policy,
    reaching,
    reactions,
    words,
)
from cop.agencies.pages import (
    accents,
    agencies,
    agency_answers,
    agency_sign_in,
    announcements,
    archives,
    closings,
    departures,
    foundings,
    identities,
    identity_provider,
    invitation_lists,
    invitations,
    joins,
    lived_experience,
    logos,
    looks,
    members,
    past_places,
    photos,
    retention,
    settings,
    sign_in_rules,
    statewide_roles,
    takeouts,
    withdrawals,
)
from cop.core.web import csrf

PAGES = (foundings, agencies, archives, closings, announcements, invitations, invitation_lists, joins, members,
         departures, settings, statewide_roles, takeouts, identity_provider, agency_sign_in, agency_answers,
         identities, past_places, sign_in_rules, retention, lived_experience, photos, withdrawals, looks, logos,
         accents)  # fmt: skip


def register(app: Flask) -> None:
    entering.init_app(app)
    csrf.init_app(app)  # after entering, so that its refusal is worded for whoever is signed in
    for page in PAGES:
        app.register_blueprint(page.bp)
    app.register_blueprint(accents.sheets)
    app.register_blueprint(logos.door)
    app.jinja_env.globals["audience_in_words"] = audience.describe
    app.jinja_env.globals["is_closed"] = audience.is_closed
    app.jinja_env.globals["can_state_experience"] = policy.can_state_experience
    app.jinja_env.globals["area_audience_in_words"] = audience.of_area
    words.init_app(app)
    reaching.init_app(app)
    app.extensions.setdefault("at_start", []).extend([erasing.remember, keeping.remember])
