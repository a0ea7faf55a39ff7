"""Lantern: a community of practice for peer supporters. `create_app` builds the house; features register themselves."""

from flask import Flask

from cop.agencies import entering
from cop.agencies import feature as agencies
from cop.api import feature as api
from cop.config import ROOT, Settings
from cop.core import db, facts, filters, ids, jobs, live, speech, storage, tenancy, web
from cop.core import pages as core_pages
from cop.demo import feature as demo
from cop.forums import feature as forums
from cop.home import feature as home
from cop.library import feature as library
from cop.meetings import feature as meetings
from cop.people import feature as people
from cop.rooms import feature as rooms

FEATURES = (people, agencies, forums, library, rooms, meetings, home, api, demo)


def create_app(settings: Settings) -> Flask:
    app = Flask("cop", static_folder=str(ROOT / "static"), static_url_path=web.static_path(),
                template_folder=str(ROOT / "templates"))  # fmt: skip
    app.extensions["settings"] = settings
    app.url_map.converters["id"] = ids.IdConverter
    db.init_app(app, settings)
    with app.app_context():
        tenancy.init_app()
        facts.init_app()
    jobs.init_app(app, settings)
    storage.init_app(app)
    filters.init_app(app)
    speech.init_app(app, settings)
    web.init_app(app, settings)
    entering.init_app(app)
    web.csrf.init_app(app)
    live.init_app(app, settings)
    core_pages.register(app)
    for feature in FEATURES:
        feature.register(app)
    return app
