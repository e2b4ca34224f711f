"""What the routes of notices take and answer."""

from typing import Annotated

from pydantic import AfterValidator, Field

from backend.notices.push_rules import MOST_OF_AN_ENDPOINT, NAMES
from backend.web.schemas import Ident, Schema, Time


def _known_switch(name: str) -> str:
    if name not in NAMES:
        raise ValueError("no such switch")
    return name


SwitchName = Annotated[str, AfterValidator(_known_switch)]


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


class PushSettings(Schema):
    """What one's phones are told; ``public_key`` is what a browser subscribes with (RFC 8292)."""

    public_key: str
    here: bool
    phones: int
    switches: dict[str, bool]


class PushKeys(Schema):
    """The browser's keys (RFC 8291), base64url."""

    p256dh: Annotated[str, Field(max_length=120)]
    auth: Annotated[str, Field(max_length=40)]


class PushAddress(Schema):
    """A subscription as the browser's ``toJSON`` gives it."""

    endpoint: Annotated[str, Field(max_length=MOST_OF_AN_ENDPOINT)]
    keys: PushKeys


class PushSwitches(Schema):
    """Switches to turn on or off; those that are not named stay."""

    switches: dict[SwitchName, bool]
