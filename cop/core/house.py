"""The house without its rooms: everything in core, in the order in which each part needs the one before."""

from flask import Flask

from cop.config import ROOT, Settings
from cop.core import db, facts, filters, ids, jobs, live, pages, serving, speech, storage, walls, web


def build(settings: Settings) -> Flask:
    app = Flask("cop", static_folder=str(ROOT / "static"), static_url_path=web.static_path(),
                template_folder=str(ROOT / "templates"))  # fmt: skip
    app.extensions["settings"] = settings
    app.url_map.converters["id"] = ids.IdConverter
    db.init_app(app, settings)
    with app.app_context():
        walls.init_app()
        facts.init_app()
    jobs.init_app(app, settings)
    storage.init_app(app)
    filters.init_app(app)
    speech.init_app(app, settings)
    web.init_app(app, settings)
    live.init_app(app, settings)
    serving.init_app(app, settings)
    pages.register(app)
    return app
