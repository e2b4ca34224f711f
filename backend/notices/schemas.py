"""What the routes of notices take and answer."""

from typing import Annotated

from pydantic import Field

from backend.web.schemas import Ident, Schema, Time


class NoticePage(Schema):
    """Which page: ``limit`` notices older than ``before``."""

    before: Ident | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class Notice(Schema):
    """What the person was told: ``kind`` names the sentence, ``params`` fill it."""

    id: Ident
    community_id: Ident
    kind: str
    params: dict[str, object]
    at: Time
    read_at: Time | None


class NoticeList(Schema):
    """Notices, newest first; ``next`` asks for older ones."""

    notices: list[Notice]
    unread: int
    next: Ident | None


class Read(Schema):
    """The newest notice that was seen; it and all older ones count as read."""

    up_to: Ident
