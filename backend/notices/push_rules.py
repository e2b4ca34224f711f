"""What push decides without any database: whom to tell how long, and where it may be sent.

RFC 8030 (Web Push), RFC 8291 (its encryption), RFC 8292 (who sends).
"""

import json
import uuid
from datetime import datetime, timedelta
from enum import Enum
from ipaddress import ip_address
from urllib.parse import urlsplit

from backend.notices.errors import EndpointRefused, PushKeysInvalid

SWITCHES: dict[str, tuple[str, ...]] = {
    "received": ("received", "payment_refunded", "split_paid"),
    "paid": ("paid", "sent"),
    "asked": ("payment_waiting",),
    "approved": ("approved", "stay_closed"),
    "declined": ("declined",),
    "request": ("request", "request_declined"),
    "standing": (
        "due_coming", "due_failed", "due_skipped", "due_ended", "due_changed", "due_short",
        "mandate_ended", "grant_failed", "plot_offered", "plot_passed",
    ),
    "safety": (
        "card_was_locked", "card_was_unlocked", "card_was_blocked", "card_was_replaced",
        "card_pin_changed",
        "new_device", "signed_in_by_code", "passkey_added", "devices_blocked",
        "recovery_started", "recovery_waits", "recovery_agreed", "recovery_stopped",
        "recovery_done", "recovery_of_friend", "helper_accepted", "helper_ended",
    ),
    "coin": (
        "demurrage_coming", "expiry_coming", "credit_clear_soon", "credit_frozen",
        "loan_started", "loan_unspent", "loan_overdue",
        "offline_owing",
    ),
    "dispute": (
        "dispute_opened", "dispute_answered", "dispute_accepted", "dispute_asked",
        "dispute_overdue", "dispute_decided", "dispute_paid",
    ),
    "shop": ("invoice_paid", "payout_sent", "payout_returned", "bank_details_changed"),
    "office": (
        "issue_waiting", "settlement_waiting", "settlement_refused", "withdrawal_waiting",
        "budget_low", "second_look", "unusual_found",
    ),
}  # fmt: skip
"""What can be switched off by itself, and the kinds of notice under each."""

OTHER = "other"
"""The switch of every kind that has none of its own."""

NAMES = (*SWITCHES, OTHER)

_SWITCH_OF = {kind: name for name, kinds in SWITCHES.items() for kind in kinds}
_LASTS = {
    "payment_waiting": timedelta(minutes=2),
    **dict.fromkeys(SWITCHES["safety"], timedelta(days=3)),
}
_LASTS_OTHERWISE = timedelta(days=1)
_URGENT = frozenset({"payment_waiting", "request", *SWITCHES["safety"]})

LEASE = timedelta(seconds=90)
"""Nobody else takes a message that somebody is sending, for so long."""

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (20, 60, 300, 1_800, 7_200))
"""Before the second try, the third and so on; the last one is kept to."""

MOST_REFUSED = 10
"""A browser's maker that said no so often in a row will say no again."""

MOST_OF_AN_ENDPOINT = 1_000
MOST_OF_A_PERSON = 12
PAYLOAD_BYTES = 128
_PUBLIC_KEY_BYTES, _AUTH_BYTES = 65, 16
_UNCOMPRESSED = 4
_HTTPS = 443


class Told(Enum):
    """What became of an attempt."""

    DELIVERED = "delivered"
    GONE = "gone"
    REFUSED = "refused"
    LATER = "later"


def switch_of(kind: str) -> str:
    """The switch that a kind of notice obeys."""
    return _SWITCH_OF.get(kind, OTHER)


def expiry(kind: str, at: datetime) -> datetime:
    """When it is too late to tell somebody on the phone what happened ``at``."""
    return at + _LASTS.get(kind, _LASTS_OTHERWISE)


def is_urgent(kind: str) -> bool:
    """Whether it may wake a phone that saves its battery (RFC 8030, section 5.3)."""
    return kind in _URGENT


def payload(kind: str, notice_id: uuid.UUID) -> bytes:
    """What a phone is sent: the kind and which notice, and nothing about anybody.

    Always as long as any other, so that its size gives nothing away either.
    """
    said = json.dumps({"kind": kind, "notice": str(notice_id)}, separators=(",", ":"))
    return said.ljust(PAYLOAD_BYTES).encode()


def judge(status: int) -> Told:
    """What an answer of the browser's maker means (RFC 8030, sections 5 and 7.3)."""
    if 200 <= status < 300:
        return Told.DELIVERED
    if status in {404, 410}:
        return Told.GONE
    return Told.LATER if status in {408, 425, 429} or status >= 500 else Told.REFUSED


def next_try(attempts: int, now: datetime, asked: timedelta | None) -> datetime:
    """When to try again after ``attempts``; ``asked`` is what the other side would like."""
    pause = PAUSES[min(attempts, len(PAUSES)) - 1]
    return now + max(pause, min(asked or pause, PAUSES[-1]))


def check_endpoint(endpoint: str, *, own_machine: bool) -> None:
    """Refuse an address that no browser's maker has. Raises EndpointRefused.

    Only https to a name, at the usual port: not to an address, not to a name of a local network.
    ``own_machine``: a server that itself is only for this machine may also send to this machine.
    """
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        raise EndpointRefused from None
    host = (parts.hostname or "").rstrip(".")
    if len(endpoint) > MOST_OF_AN_ENDPOINT or not endpoint.isascii() or not endpoint.isprintable():
        raise EndpointRefused
    if parts.username is not None or parts.password is not None or parts.fragment or not host:
        raise EndpointRefused
    if own_machine and host in {"localhost", "127.0.0.1"} and parts.scheme in {"http", "https"}:
        return
    if parts.scheme != "https" or port not in {None, _HTTPS} or not _is_public_name(host):
        raise EndpointRefused


def _is_public_name(host: str) -> bool:
    labels = host.split(".")
    local = {"localhost", "local", "internal", "lan", "home", "arpa", "test", "invalid", "onion"}
    # A last label of digits is how addresses are disguised: 127.1, 0x7f.1, 2130706433.
    return len(labels) > 1 and labels[-1].isalpha() and labels[-1].lower() not in local


def may_reach(address: str, *, own_machine: bool) -> bool:
    """Whether a connection to this IP address may be made: never into a private network."""
    found = ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    found = mapped or found
    return (found.is_global and not found.is_multicast) or (own_machine and found.is_loopback)


def check_keys(public_key: bytes, auth: bytes) -> None:
    """Refuse what cannot be the keys of a subscription (RFC 8291, section 2)."""
    if (
        len(public_key) != _PUBLIC_KEY_BYTES
        or public_key[0] != _UNCOMPRESSED
        or len(auth) != _AUTH_BYTES
    ):
        raise PushKeysInvalid
