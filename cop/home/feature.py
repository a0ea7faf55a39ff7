from flask import Flask

from cop.home import addresses
from cop.home.pages import agency, area, cards, home, search


def register(app: Flask) -> None:
    app.register_blueprint(home.bp)
    app.register_blueprint(agency.bp)
    app.register_blueprint(area.bp)
    app.register_blueprint(search.bp)
    app.register_blueprint(cards.bp)
    app.jinja_env.filters["address"] = addresses.of
