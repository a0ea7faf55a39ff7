"""The house without its rooms: everything in core, in the order in which each part needs the one before."""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from cop.config import ROOT, Settings
from cop.core import (
    arrival,
    asking_again,
    db,
    errors,
    facts,
    filters,
    ids,
    jobs,
    kept,
    live,
    pages,
    serving,
    speech,
    storage,
    strays,
    threshold,
    turnstile,
    walls,
    web,
)


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
    strays.init_app(app)
    filters.init_app(app)
    speech.init_app(app, settings)
    kept.init_app(app)
    web.init_app(app, settings)
    errors.init_app(app)
    app.wsgi_app = turnstile.Turnstile(app.wsgi_app)  # type: ignore[method-assign]
    live.init_app(app, settings)  # around it: a socket stays for hours
    asking_again.init_app(app)
    if settings.proxies:
        told = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, told, told, told)  # type: ignore[method-assign]
    app.extensions["arrival"] = arrival.Arrival(
        app.wsgi_app,
        app.config["MAX_CONTENT_LENGTH"],
        known=lambda environ: threshold.known(app, app.request_class(environ)),
        largest_of_strangers=web.FORM_LIMIT,
    )
    app.wsgi_app = app.extensions["arrival"]  # type: ignore[method-assign]
    serving.init_app(app, settings)
    pages.register(app)
    return app
