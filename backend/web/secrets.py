"""The installation's secrets, read again when their file changes: keys rotate while we serve.

A process looks at the file once a second, when it needs a key. A file that cannot be read, or
whose secrets are too short, changes nothing but is told in the log. When the secrets change, all
that was remembered is forgotten, because it may rest on a secret that is gone.
"""

import logging
import threading
import time
from pathlib import Path

from flask import Flask, current_app

from backend.config import Config, ConfigError, check_secrets
from backend.db import forget_all_facts
from backend.environment import read

SECONDS_BETWEEN_LOOKS = 1.0

log = logging.getLogger(__name__)
_Mark = tuple[int, int, int]


class Secrets:
    """The secrets of one application, newest first."""

    def __init__(self, config: Config) -> None:
        self._secrets = config.secrets
        self._file = config.secrets_file
        self._lock = threading.Lock()
        # Read the file again at the first look: it may have changed since the settings were read.
        self._mark: _Mark | None = None
        self._look_at = 0.0 if self._file else float("inf")

    def current(self) -> tuple[str, ...]:
        """The secrets as they are now, or were a second ago."""
        if time.monotonic() >= self._look_at:
            self.look()
        return self._secrets

    def look(self) -> tuple[str, ...]:
        """The secrets as they are at this moment."""
        if self._file is None:
            return self._secrets
        with self._lock:
            self._look_at = time.monotonic() + SECONDS_BETWEEN_LOOKS
            mark = _mark(self._file)
            if mark != self._mark:
                self._mark = mark
                self._take(self._file)
        return self._secrets

    def _take(self, file: Path) -> None:
        try:
            found = tuple(read(file, "WIJKMUNT_SECRETS").split())
            check_secrets(found)
        except ConfigError as error:
            log.error("the secrets stay as they were: %s", error)
            return
        if found != self._secrets:
            self._secrets = found
            forget_all_facts()
            log.warning("the secrets changed; there are %d", len(found))


def register(app: Flask, config: Config) -> None:
    """Give ``app`` the secrets of its settings."""
    app.extensions["secrets"] = Secrets(config)


def of_app() -> Secrets:
    """The secrets of the application at work."""
    found: Secrets = current_app.extensions["secrets"]
    return found


def _mark(file: Path) -> _Mark | None:
    """What tells one state of the file from another; None when it is not there."""
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
