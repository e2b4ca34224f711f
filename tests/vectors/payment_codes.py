"""Payment codes, good ones and one of every kind of bad."""

import struct
from dataclasses import asdict
from typing import Any

from backend.codes import base45, payment, signature
from backend.codes.payment import UnsignedPaymentCode
from tests.vectors.keys import CURVE_ORDER, OTHER, SIGNER, TestKey

ISSUED = 1_795_425_120  # 2026-11-23 09:12:00 UTC
COMMUNITY = 4001


def code(**changes: Any) -> UnsignedPaymentCode:
    usual: dict[str, Any] = {
        "exact": False,
        "community": COMMUNITY,
        "key_id": SIGNER.id,
        "counter": 17,
        "issued_at": ISSUED,
        "amount": 25,
    }
    return UnsignedPaymentCode(**usual | changes)


def signed(content: bytes, key: TestKey = SIGNER) -> str:
    """The text of any content, also of what the encoder refuses to make."""
    return payment.PREFIX + base45.encode(
        content + signature.sign(key.private, payment.DOMAIN + content)
    )


def raw(first: int = 0x10, counter: int = 17, amount: int = 25) -> bytes:
    return struct.pack(">BI8sIII", first, COMMUNITY, SIGNER.id, counter, ISSUED, amount)


def vectors() -> dict[str, object]:
    unreadable = [{"name": n, "text": t, "error": "code_unreadable"} for n, t in _unreadable()]
    versions = [{"name": n, "text": t, "error": "code_version_unknown"} for n, t in _newer()]
    return {
        "domain": payment.DOMAIN.hex(),
        "valid": [_valid(*row) for row in _good()],
        "invalid": [
            {"now": ISSUED, "community": COMMUNITY, "key": "signer"} | row
            for row in unreadable + versions + _refused()
        ],
    }


def _valid(name: str, unsigned: UnsignedPaymentCode, now: int, text: str) -> dict[str, object]:
    fields = asdict(unsigned) | {"key_id": unsigned.key_id.hex()}
    del fields["certificate"]
    binary = base45.decode(text.removeprefix(payment.PREFIX)).hex()
    return {"name": name, "now": now, "key": "signer", "text": text, "hex": binary, **fields}


def _good() -> list[tuple[str, UnsignedPaymentCode, int, str]]:
    largest = code(
        exact=True, community=2**32 - 1, counter=2**32 - 1, amount=2**31 - 1, issued_at=2**32 - 1
    )
    rows = [
        ("open, up to 25", code(), ISSUED),
        ("exact, 6", code(exact=True, amount=6), ISSUED + 12),
        ("open, limit 0: always asked", code(amount=0), ISSUED),
        ("first counter, community 0", code(counter=1, community=0), ISSUED),
        ("largest of everything", largest, 2**32 - 1),
        ("last second of the window", code(), ISSUED + 89),
        ("first second of the window", code(), ISSUED - 30),
    ]
    made = [(n, c, now, payment.sign(c, SIGNER.private)) for n, c, now in rows]
    return [*made, ("the other s of the same signature", code(), ISSUED, _other_s(made[0][3]))]


def _other_s(text: str) -> str:
    binary = base45.decode(text.removeprefix(payment.PREFIX))
    s = CURVE_ORDER - int.from_bytes(binary[57:])
    return payment.PREFIX + base45.encode(binary[:57] + s.to_bytes(32))


def _unreadable() -> list[tuple[str, str]]:
    good = payment.sign(code(), SIGNER.private)
    binary = base45.decode(good.removeprefix(payment.PREFIX))
    return [
        ("nothing", ""),
        ("only the prefix", "WM1:"),
        ("no prefix", good[4:]),
        ("other prefix", "WX1:" + good[4:]),
        ("prefix in lower case", "wm1:" + good[4:]),
        ("body in lower case", "WM1:" + good[4:].lower()),
        ("space before", " " + good),
        ("space after", good + " "),
        ("line end after", good + "\n"),
        ("last character missing", good[:-1]),
        ("last byte missing", payment.PREFIX + base45.encode(binary[:-1])),
        ("a byte too many", payment.PREFIX + base45.encode(binary + b"\x00")),
        ("only the version", payment.PREFIX + base45.encode(b"\x10")),
        ("group above 65535", "WM1::::" + good[7:]),
        ("character outside the alphabet", good[:10] + "_" + good[11:]),
        ("character outside ASCII", good[:10] + "\u00c4" + good[11:]),
        ("overlong", "WM1:" + "0" * 5000),
        ("counter 0", signed(raw(counter=0))),
        ("exact amount 0", signed(raw(first=0x11, amount=0))),
        ("amount above the largest", signed(raw(amount=2**31))),
        ("a task link", "https://munt.example/t#eyJ.eyJ.AAAA"),
    ]


def _newer() -> list[tuple[str, str]]:
    return [
        ("version 0", signed(raw(first=0x00))),
        ("version 2", signed(raw(first=0x20))),
        ("version 2, another length", payment.PREFIX + base45.encode(b"\x20" + bytes(120))),
        ("unknown flag", signed(raw(first=0x12))),
        ("unknown flag beside exact", signed(raw(first=0x19))),
        ("prefix WM2", "WM2:" + signed(raw())[4:]),
    ]


def _refused() -> list[dict[str, object]]:
    good = payment.sign(code(), SIGNER.private)
    binary = base45.decode(good.removeprefix(payment.PREFIX))
    content, proof = binary[:25], binary[25:]
    bare = base45.encode(content + signature.sign(SIGNER.private, content))
    larger = base45.encode(raw(amount=26) + proof)
    zero = base45.encode(content + bytes(64))
    beyond = base45.encode(content + proof[:32] + b"\xff" * 32)
    bad = "code_signature_bad"
    rows: list[tuple[str, str, dict[str, object], str]] = [
        ("another community", good, {"community": COMMUNITY + 1}, "code_wrong_community"),
        ("signed by another key", signed(raw(), OTHER), {}, bad),
        ("verified with another key", good, {"key": "other"}, bad),
        ("amount raised", payment.PREFIX + larger, {}, bad),
        ("signature without the domain", payment.PREFIX + bare, {}, bad),
        ("signature of zeroes", payment.PREFIX + zero, {}, bad),
        ("s above the order", payment.PREFIX + beyond, {}, bad),
        (
            "forged and expired: the forgery counts",
            signed(raw(), OTHER),
            {"now": ISSUED + 999},
            bad,
        ),
        ("one second too old", good, {"now": ISSUED + 90}, "code_expired"),
        ("of yesterday", good, {"now": ISSUED + 86400}, "code_expired"),
        ("a second before its window", good, {"now": ISSUED - 31}, "code_from_future"),
        ("of tomorrow", good, {"now": ISSUED - 86400}, "code_from_future"),
    ]
    return [{"name": n, "text": t, "error": e} | changes for n, t, changes, e in rows]
