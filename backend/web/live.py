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
from dataclasses import dataclass
from typing import Annotated

from flask import Flask, current_app
from pydantic import Field, StringConstraints

from backend.db import Look, look
from backend.db.looks import Row
from backend.web.api import Reply, Routes
from backend.web.caller import Caller
from backend.web.guards import SIGNED_IN
from backend.web.schemas import Schema


@dataclass(frozen=True, slots=True)
class Watched:
    """What to look at, and the version of its rows; None for what is not the caller's."""

    look: Look
    version: Callable[[list[Row]], str | None]


Watch = Callable[[Caller, str], Watched]
"""How to watch what the text after the colon names; raises ValueError when it names nothing."""


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
    news = _news(caller, question.topics, vouched=True)
    if news is None:
        return None
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
    news = _news(caller, query.topics)
    assert news is not None  # noqa: S101 - no stamp was looked at
    return Reply(None, status=204) if news.version == query.known else news


def version_of(rows: Iterable[Iterable[object]]) -> str:
    """A version of rows: differs when any value of any of them does."""
    return _short(json.dumps([[str(value) for value in row] for row in rows]))


def _news(caller: Caller, asked: str, *, vouched: bool = False) -> News | None:
    """The versions as of one instant; None when a ``vouched`` caller has to be read anew."""
    watched = {topic: _watched(caller, topic) for topic in asked.split(",")[:MOST_TOPICS]}
    looks = [one.look for one in watched.values() if one is not None]
    stamps, *rows = look([_stamps_of(caller), *looks])
    if vouched and not _still_hold(caller, stamps):
        return None
    answers = iter(rows)
    found = {
        topic: None if one is None else one.version(next(answers)) for topic, one in watched.items()
    }
    return News(version=_short(json.dumps(found)), topics=found)


def _watched(caller: Caller, topic: str) -> Watched | None:
    watches: Mapping[str, Watch] = current_app.extensions.get("live_watches", {})
    word, _, about = topic.partition(":")
    watch = watches.get(word)
    try:
        return watch(caller, about) if watch else None
    except ValueError:
        return None


def _stamps_of(caller: Caller) -> Look:
    values = {f"scope{place}": stamp.scope for place, stamp in enumerate(caller.stamps)}
    scopes = ", ".join(f":{name}" for name in values)
    return Look(("scope", "version"), f"FROM stamps WHERE scope IN ({scopes})", values)


def _still_hold(caller: Caller, rows: Iterable[Row]) -> bool:
    versions = {row[0]: row[1] for row in rows}
    return all(versions.get(str(stamp.scope), "0") == str(stamp.version) for stamp in caller.stamps)


def _short(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=_VERSION_BYTES).hexdigest()
