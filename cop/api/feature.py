from flask import Flask

from cop.api.pages import rotation


def register(app: Flask) -> None:
    app.register_blueprint(rotation.bp)
