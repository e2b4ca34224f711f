"""The application as a worker loads it: ``backend.cli.wsgi:load``, for any WSGI server."""

import atexit
import gc

from flask import Flask

from backend import db
from backend.app import create_app
from backend.config import from_environment
from backend.example.service import check_database
from backend.notices.push_sender import Sender

COLLECT_AFTER = (50_000, 20, 20)
"""Python's garbage collection: new objects before a look, and looks before an older generation."""


def load() -> Flask:
    """The application of this process's environment. Raises ConfigError."""
    config = from_environment()
    app = create_app(config)
    with app.app_context():
        check_database(config)
    sender = Sender(app)
    atexit.register(db.dispose, app)
    atexit.register(sender.stop)
    # What was made so far lives as long as the process: the collector need not look at it again.
    # A request leaves hardly any cycles, and looking for them every 700 objects takes a fifth of
    # a payment.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    sender.start()
    return app
