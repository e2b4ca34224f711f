"""The application factory: wires the rooms together. Nothing imports this but the servers."""

from flask import Flask

from backend import db
from backend.config import Config, from_environment
from backend.identity.routes import routes as identity_routes
from backend.web import headers, problems, server

MOST_BYTES_OF_A_REQUEST = 256 * 1024


def create_app(config: Config | None = None) -> Flask:
    """The WSGI application for ``config`` (by default from the environment)."""
    config = config or from_environment()
    app = Flask("wijkmunt", static_folder=None)
    app.config["WIJKMUNT"] = config
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES_OF_A_REQUEST
    db.configure(app, config)
    problems.register(app)
    headers.register(app, config)
    app.register_blueprint(server.blueprint)
    app.register_blueprint(identity_routes.blueprint)
    return app
