"""The live channel: a screen that waits asks, once a second, whether anything of its own changed.

All that one phone waits for is one question with a short answer: nothing (204), or the versions of
its topics, after which the app reads what changed in the usual way. A version is an opaque text
that differs after every change. Decision 0023 says why this is not a stream.

A topic is a word and what it is about, such as ``payment:0190...``. Rooms offer topics by a
``Watch``, which ``app`` registers; what is not the caller's has no version.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated

from flask import Flask, current_app
from pydantic import Field, StringConstraints
from sqlalchemy import Connection, select

from backend.db import Stamp, db
from backend.db.stamps import StampRow
from backend.web.api import Reply, Routes
from backend.web.caller import Caller
from backend.web.guards import SIGNED_IN
from backend.web.schemas import Schema

Watch = Callable[[Connection, Caller, str], str | None]
"""Reads the version of what the text after the colon names; None when it is not the caller's.

Raises ValueError for a text that names nothing.
"""

MOST_TOPICS = 8
_VERSION_BYTES = 12

routes = Routes("live")


class Question(Schema):
    """What is waited for, separated by commas, and the ``version`` that was answered last."""

    topics: Annotated[str, StringConstraints(min_length=1, max_length=600)]
    known: Annotated[str, Field(max_length=40)] = ""


class News(Schema):
    """The version of each topic, null for what is unknown; ``version`` stands for all of them."""

    version: str
    topics: dict[str, str | None]


def register(app: Flask, watches: Mapping[str, Watch]) -> None:
    """Offer topics by their words."""
    app.extensions["live_watches"] = dict(watches)


def answer_at_once(given: Mapping[str, str], caller: Caller) -> bytes | None:
    """The answer of the express lane, empty for no news; None when the caller must be read anew."""
    question = Question.model_validate(dict(given))
    with db.engine.connect() as connection:
        if not _still_holds(connection, caller.stamps):
            return None
        news = _look(connection, caller, question.topics)
    if news.version == question.known:
        return b""
    return news.model_dump_json().encode()


@routes.get(
    "/live",
    guard=SIGNED_IN,
    query=Question,
    returns=News,
    other_statuses=(204,),
    express=answer_at_once,
)
def read_live(query: Question, caller: Caller) -> News | Reply:
    """What is new about what the caller's screen waits for; 204 when that is nothing."""
    with db.engine.connect() as connection:
        news = _look(connection, caller, query.topics)
    return Reply(None, status=204) if news.version == query.known else news


def version_of(rows: Iterable[Iterable[object]]) -> str:
    """A version of rows: differs when any value of any of them does."""
    return _short(json.dumps([[str(value) for value in row] for row in rows]))


def _look(connection: Connection, caller: Caller, asked: str) -> News:
    watches: Mapping[str, Watch] = current_app.extensions.get("live_watches", {})
    found: dict[str, str | None] = {}
    for topic in asked.split(",")[:MOST_TOPICS]:
        word, _, about = topic.partition(":")
        watch = watches.get(word)
        try:
            found[topic] = watch(connection, caller, about) if watch else None
        except ValueError:
            found[topic] = None
    return News(version=_short(json.dumps(found)), topics=found)


def _still_holds(connection: Connection, stamps: tuple[Stamp, ...]) -> bool:
    scopes = [stamp.scope for stamp in stamps]
    rows = connection.execute(
        select(StampRow.scope, StampRow.version).where(StampRow.scope.in_(scopes))
    )
    versions = {row.scope: row.version for row in rows}
    return all(versions.get(stamp.scope, 0) == stamp.version for stamp in stamps)


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_VERSION_BYTES).hexdigest()
