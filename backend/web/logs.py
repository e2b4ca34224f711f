"""Logs as JSON, one object a line, without anything personal in them.

What our own code says is written whole, so it says no more than kinds, codes and places. What a
library says is written as its template, without the values: those may be what a person typed. Of
an error the kind and the place are told, never its message.
"""

import logging
import sys
import threading
import time
from types import TracebackType
from typing import Any

from flask import has_request_context, request
from pythonjsonlogger.json import JsonFormatter

from backend.web.access import REQUEST
from backend.web.problems import place_of

OURS = ("backend", "wijkmunt", "_granian")
STYLES = ("json", "text")

log = logging.getLogger(__name__)


def said(record: logging.LogRecord) -> str:
    """What may be written of a record: ours whole, a library's without its values."""
    if record.name.split(".")[0] in OURS:
        return record.getMessage()
    return str(record.msg)


def trouble(record: logging.LogRecord) -> dict[str, str]:
    """The kind and place of the error that a record is about, if it is about one."""
    error = record.exc_info[1] if record.exc_info else None
    return {} if error is None else {"error": type(error).__name__, "place": place_of(error)}


class JsonLines(JsonFormatter):
    """A record as one JSON object: when, how bad, who, what; and in which request."""

    def add_fields(
        self,
        log_data: dict[str, Any],
        record: logging.LogRecord,
        message_dict: dict[str, Any],
    ) -> None:
        """Choose what is written (called by the library)."""
        ours = record.name.split(".")[0] in OURS
        log_data.update(
            at=self.formatTime(record),
            kind=getattr(record, "kind", "event") if ours else "event",
            level=record.levelname.lower(),
            logger=record.name,
            message=said(record),
            **trouble(record),
        )
        if has_request_context():
            log_data["request"] = request.environ.get(REQUEST)
        if ours:
            log_data.update(getattr(record, "facts", {}))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """RFC 3339, UTC, in milliseconds."""
        whole = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        return f"{whole}.{int(record.msecs):03}Z"


class PlainLines(logging.Formatter):
    """The same for eyes: how bad, what, and of an error its kind and place."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        facts = {**getattr(record, "facts", {}), **trouble(record)}
        told = "".join(f" {name}={value}" for name, value in facts.items())
        return f"{record.levelname.lower()}: {said(record)}{told}"


def settings(style: str) -> dict[str, Any]:
    """What ``logging.config.dictConfig`` takes, for ``json`` or ``text`` on the error stream."""
    formatter = JsonLines if style == "json" else PlainLines
    to_stderr = {"class": "logging.StreamHandler", "formatter": "lines"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter}},
        "handlers": {"stderr": {**to_stderr, "stream": "ext://sys.stderr"}},
        "root": {"level": "WARNING", "handlers": ["stderr"]},
        "loggers": {"backend": {"level": "INFO"}, "_granian": {"level": "WARNING"}},
    }


def tell_what_nobody_caught() -> None:
    """Send Python's own last words to the log too: a traceback would print what was at hand."""
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda given: _uncaught(
        given.exc_type, given.exc_value or given.exc_type(), given.exc_traceback
    )


def _uncaught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    log.critical("a thread ended", exc_info=(kind, error, where))
