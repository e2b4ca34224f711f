"""Payment codes with a wallet certificate, and shops' acceptances of them."""

import uuid
from typing import Any

from backend.codes import acceptance, base45, certificate, payment, signature
from backend.codes.certificate import Certificate, UnsignedCertificate
from tests.vectors.keys import AUTHORITY, OTHER, SIGNER, TestKey
from tests.vectors.payment_codes import COMMUNITY, ISSUED, code

EXPIRES = ISSUED + 7 * 86400
SHOP = uuid.UUID("019ab0c4-5e00-7000-8000-00000000a001")
PAYMENT = uuid.UUID("019ab0c4-5e00-7000-8000-00000000b001")


def made(
    key: TestKey = SIGNER, by: TestKey = AUTHORITY, of: int = COMMUNITY, **changes: Any
) -> Certificate:
    usual: dict[str, Any] = {"allowance": 50, "expires_at": EXPIRES, "serial": 7}
    content = UnsignedCertificate(
        public_key=certificate.compressed(key.private.public_key()), **usual | changes
    )
    return certificate.sign(content, of, by.private)


def text(of: Certificate, key: TestKey = SIGNER, **changes: Any) -> str:
    usual: dict[str, Any] = {"exact": True, "amount": 6, "certificate": of}
    return payment.sign(code(**usual | changes), key.private)


def vectors() -> dict[str, object]:
    good = text(made())
    return {
        "domain": certificate.DOMAIN.hex(),
        "valid": [_valid(*row) for row in _good()],
        "invalid": [
            {"now": ISSUED, "community": COMMUNITY} | row
            for row in [*_unreadable(_binary(good)), *_refused(good)]
        ],
        "acceptance": _acceptance(good),
    }


def _binary(given: str) -> bytes:
    return base45.decode(given.removeprefix(payment.PREFIX))


def _good() -> list[tuple[str, Certificate, dict[str, Any], int]]:
    largest: dict[str, Any] = {"allowance": 2**31 - 1, "expires_at": 2**32 - 1, "serial": 2**32 - 1}
    return [
        ("exact, 6, allowance 50", made(), {}, ISSUED + 12),
        ("the last second of the certificate", made(expires_at=ISSUED), {}, ISSUED + 29),
        ("largest of everything", made(**largest), {"counter": 2**32 - 1}, ISSUED),
        ("smallest of everything", made(allowance=1, serial=1), {"amount": 1}, ISSUED),
    ]


def _valid(name: str, of: Certificate, changes: dict[str, Any], now: int) -> dict[str, object]:
    given = text(of, **changes)
    return {
        "name": name,
        "text": given,
        "hex": _binary(given).hex(),
        "now": now,
        "community": COMMUNITY,
        "certificate": certificate.encode(of).hex(),
        "public_key": of.public_key.hex(),
        "allowance": of.allowance,
        "expires_at": of.expires_at,
        "serial": of.serial,
    }


def _unreadable(binary: bytes) -> list[dict[str, object]]:
    def changed(at: int, to: bytes) -> bytes:
        return binary[:at] + to + binary[at + len(to) :]

    rows = [
        ("certificate announced, none there", binary[:89]),
        ("certificate cut", binary[:-1]),
        ("a byte too many", binary + b"\x00"),
        ("certificate not announced", changed(0, b"\x11")),
        ("key starts with 4", changed(89, b"\x04")),
        ("key is no point of the curve", changed(89, b"\x02" + bytes(31) + b"\x01")),
        ("allowance 0", changed(122, bytes(4))),
        ("serial 0", changed(130, bytes(4))),
    ]
    texts = [(name, content, "code_unreadable") for name, content in rows]
    texts.append(("an open code with a certificate", changed(0, b"\x12"), "code_version_unknown"))
    return [
        {"name": name, "text": payment.PREFIX + base45.encode(content), "error": error}
        for name, content, error in texts
    ]


def _refused(good: str) -> list[dict[str, object]]:
    bad = "certificate_bad"
    binary = _binary(good)
    forged = signature.sign(AUTHORITY.private, binary[89:134])
    rows: list[tuple[str, str, dict[str, int], str]] = [
        ("another community", good, {"community": COMMUNITY + 1}, "code_wrong_community"),
        ("signed by no authority", text(made(by=OTHER)), {}, bad),
        ("signed by the wallet itself", text(made(by=SIGNER)), {}, bad),
        ("certificate of another community", text(made(of=COMMUNITY + 1)), {}, bad),
        ("copied certificate of another key", text(made(key=OTHER)), {}, bad),
        ("without the domain", payment.PREFIX + base45.encode(binary[:134] + forged), {}, bad),
        ("raised allowance", _raised(binary), {}, bad),
        ("past its date", text(made(expires_at=ISSUED - 30)), {}, "certificate_expired"),
        ("code signed by another key", text(made(), OTHER), {}, "code_signature_bad"),
        ("code too old", good, {"now": ISSUED + 90}, "code_expired"),
        ("code not good yet", good, {"now": ISSUED - 31}, "code_from_future"),
    ]
    return [{"name": n, "text": t, "error": e, **changes} for n, t, changes, e in rows]


def _raised(binary: bytes) -> str:
    return payment.PREFIX + base45.encode(binary[:122] + (51).to_bytes(4) + binary[126:])


def _acceptance(good: str) -> dict[str, object]:
    message = acceptance.message(SHOP, PAYMENT, ISSUED + 5, good)
    return {
        "domain": acceptance.DOMAIN.hex(),
        "shop_id": str(SHOP),
        "payment_id": str(PAYMENT),
        "accepted_at": ISSUED + 5,
        "code": good,
        "message": message.hex(),
        "key": "other",
        "signature": acceptance.sign(message, OTHER.private).hex(),
    }
