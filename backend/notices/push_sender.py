"""Emptying the queue of push: by a thread of each server process, and by ``wijkmunt tick``."""

import contextlib
import logging
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from flask import Flask, current_app

from backend import clock
from backend.config import Config
from backend.db import db
from backend.notices import push_queue, subscriptions
from backend.notices.push_delivery import SECONDS, Attempt, Courier
from backend.notices.push_queue import Taken

AT_ONCE = 8
MOST_TAKEN = 3 * AT_ONCE
"""So few that even if every attempt times out, the last one begins within the lease."""

EVERY_SECONDS = 2.0

_log = logging.getLogger(__name__)


def send_due(*, most: int = 2_000) -> int:
    """Send what is due, up to about ``most``, and return how many attempts that took."""
    if not push_queue.is_something_due():
        return 0
    done = 0
    with _courier() as courier, ThreadPoolExecutor(AT_ONCE) as threads:
        while done < most and (taken := push_queue.take(MOST_TAKEN)):
            # Threads only wait for the network: the connections to the database are for requests.
            attempts = threads.map(_in_context(courier), taken)
            for message, attempt in zip(taken, attempts, strict=True):
                if attempt is not None:
                    push_queue.settle(message, *attempt)
            done += len(taken)
    return done


class Sender:
    """A thread that looks every two seconds for what is due, while this process serves."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="push", daemon=True)

    def start(self) -> "Sender":
        """Begin."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Finish what is being sent, then end."""
        self._stop.set()
        self._thread.join(timeout=SECONDS)

    def _run(self) -> None:
        # Not all processes at the same instant.
        while not self._stop.wait(EVERY_SECONDS * random.uniform(0.5, 1.5)):  # noqa: S311
            with self._app.app_context():
                try:
                    send_due()
                except Exception:
                    # A database that is away comes back; what was taken falls due again.
                    _log.exception("push is paused")
                    self._stop.wait(10 * EVERY_SECONDS)
                finally:
                    db.session.remove()


@contextlib.contextmanager
def _courier() -> Iterator[Courier]:
    config = current_app.config["WIJKMUNT"]
    assert isinstance(config, Config)  # noqa: S101 - narrows the type
    courier = Courier(config.origin, own_machine=subscriptions.own_machine())
    try:
        yield courier
    finally:
        courier.close()


def _in_context(courier: Courier) -> Callable[[Taken], Attempt | None]:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def attempt(message: Taken) -> Attempt | None:
        """None when the lease is nearly over: whoever takes it next sends it."""
        with app.app_context():
            now = clock.now()
            if now + timedelta(seconds=2 * SECONDS) > message.until:
                return None
            return courier.deliver(message, now)

    return attempt
