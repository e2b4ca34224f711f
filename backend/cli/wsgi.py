"""The application as a worker loads it: ``backend.cli.wsgi:load``, for any WSGI server."""

import gc
from collections.abc import Callable
from multiprocessing.util import Finalize

from flask import Flask

from backend import db, tally
from backend.app import create_app
from backend.cli import COLLECT_AFTER
from backend.config import from_environment
from backend.example.service import check_database
from backend.health.counts import Writer
from backend.notices.push_sender import Sender
from backend.web import logs


def load() -> Flask:
    """The application of this process's environment. Raises ConfigError."""
    logs.tell_what_nobody_caught()
    config = from_environment()
    app = create_app(config)
    with app.app_context():
        check_database(config)
    tally.here.forget()
    sender, counts = Sender(app), Writer(app.extensions["counts"])
    _at_the_end(counts.stop, sender.stop, lambda: db.dispose(app))
    # What was made so far lives as long as the process: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    sender.start()
    counts.start()
    return app


def _at_the_end(*steps: Callable[[], None]) -> None:
    """Take the steps in this order when the process ends.

    A worker is a child of ``multiprocessing``, which ends without what ``atexit`` would do.
    """
    for priority, step in enumerate(reversed(steps), 1):
        Finalize(None, step, exitpriority=priority)
