"""Links that a phone's own camera opens. The secret part is a fragment: no server log sees it."""

import re
from dataclasses import dataclass
from typing import Literal

TASK_PATH = "/t"
ENROLMENT_PATH = "/enrol"
REQUEST_PATH = "/r"

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
_ORIGIN = re.compile(rf"https?://{_HOST}")
_LINK = re.compile(rf"([Hh][Tt][Tt][Pp][Ss]?)://({_HOST})(/t|/enrol|/r)#([!-~]+)")

LinkKind = Literal["task_link", "enrolment_link", "payment_request"]
_KINDS: dict[str, LinkKind] = {
    TASK_PATH: "task_link",
    ENROLMENT_PATH: "enrolment_link",
    REQUEST_PATH: "payment_request",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A link of some deployment: ``host`` (lower case, with its port) says which; trust nothing."""

    kind: LinkKind
    host: str
    secret: str


def build_link(origin: str, jws: str) -> str:
    """The text of a task code's QR. ``origin``: scheme and host, as in ``https://munt.example``."""
    return _build(origin, TASK_PATH, jws)


def build_enrolment_link(origin: str, token: str) -> str:
    """The text of an enrolment link, which is also what its QR holds."""
    return _build(origin, ENROLMENT_PATH, token)


def build_request_link(origin: str, jws: str) -> str:
    """The text of a payment request's QR, which is also the link to share."""
    return _build(origin, REQUEST_PATH, jws)


def _build(origin: str, path: str, secret: str) -> str:
    if not _ORIGIN.fullmatch(origin):
        raise ValueError(f"not an origin: {origin!r}")
    return f"{origin}{path}#{secret}"


def parse_link(text: str) -> Link | None:
    """The parts of a task, enrolment or request link of any deployment; ``None`` for other text."""
    match = _LINK.fullmatch(text)
    if match is None:
        return None
    return Link(_KINDS[match[3]], match[2].lower(), match[4])
