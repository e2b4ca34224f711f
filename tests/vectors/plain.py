"""Vectors without a signature: base45, key ids, typed codes, amounts, the mark of a payment."""

import hashlib
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import SECP384R1, derive_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend.codes import base45, base64url
from tests.vectors.keys import OTHER, SIGNER

_RFC_9285 = {"AB": "BB8", "Hello!!": "%69 VD92EX0", "base-45": "UJCLQE7W581", "ietf!": "QED8WEX0"}


def base45_vectors() -> dict[str, object]:
    binary = [b"", b"\x00", b"\xff", b"\x00\x00", b"\xff\xff", bytes(range(256))]
    valid = [{"hex": text.encode().hex(), "text": code} for text, code in _RFC_9285.items()]
    valid += [{"hex": content.hex(), "text": base45.encode(content)} for content in binary]
    invalid = ["A", "AAAA", ":::", "GGW", "::", "V5", "bb8", "BB8\n", "BB8 \n", "BB\u00c4", "B_8"]
    return {"valid": valid, "invalid": invalid}


def key_id_vectors() -> dict[str, object]:
    return {
        "valid": [
            {
                "spki": base64url.encode(key.spki),
                "key_id": key.id.hex(),
                "kid": base64url.encode(key.id),
            }
            for key in (SIGNER, OTHER)
        ],
        "refused": [
            {"name": name, "spki": base64url.encode(spki)} for name, spki in _bad_keys().items()
        ],
    }


def _bad_keys() -> dict[str, bytes]:
    der, spki_format = Encoding.DER, PublicFormat.SubjectPublicKeyInfo
    point = SIGNER.private.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    compressed = bytes.fromhex("3039301306072a8648ce3d020106082a8648ce3d030107032200") + point
    larger = derive_private_key(7, SECP384R1()).public_key().public_bytes(der, spki_format)
    edwards = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    hybrid = SIGNER.spki[:26] + bytes([6 + SIGNER.spki[-1] % 2]) + SIGNER.spki[27:]
    return {
        "nothing": b"",
        "cut short": SIGNER.spki[:-1],
        "one byte more": SIGNER.spki + b"\x00",
        "point off the curve": SIGNER.spki[:-1] + bytes([SIGNER.spki[-1] ^ 1]),
        "compressed point": compressed,
        "hybrid point": hybrid,
        "P-384": larger,
        "Ed25519": edwards.public_bytes(der, spki_format),
        "ninety-one zero bytes": bytes(91),
    }


def card_number_vectors() -> dict[str, object]:
    read = {
        "WC1:K7QM42XD9PRT": "K7QM42XD9PRT",
        "wc1:k7qm42xd9prt": "K7QM42XD9PRT",
        " WC1:K7QM42XD9PRT\r\n": "K7QM42XD9PRT",
        "K7QM-42XD-9PRT": "K7QM42XD9PRT",
        "k7qm 42xd 9prt": "K7QM42XD9PRT",
        "KOIL-42XD-9PRT": "K01142XD9PRT",
        "K\u0667QM-\u0664\u0662XD-\u0669PRT": "K7QM42XD9PRT",
    }
    refused = {
        "WC2:K7QM42XD9PRT": "code_version_unknown",
        "WC1:K7QM42XD9PR": "code_unreadable",
        "WC1:K7QM42XD9PRTT": "code_unreadable",
        "WC1:": "code_unreadable",
        "WC1:123456789012": "code_unreadable",
        "482711930001": "code_unreadable",
        "K7QM-42XD": "code_unreadable",
        "K7QM-42XD-9PRU": "code_unreadable",
        "": "code_unreadable",
    }
    return {
        "read": [{"given": given, "number": number} for given, number in read.items()],
        "refused": [{"given": given, "error": error} for given, error in refused.items()],
        "shown": [{"number": "K7QM42XD9PRT", "text": "K7QM-42XD-9PRT", "qr": "WC1:K7QM42XD9PRT"}],
    }


def text_code_vectors() -> dict[str, object]:
    valid = {
        "K7QM42XD": "K7QM42XD",
        "K7QM-42XD": "K7QM42XD",
        " k7qm-42xd\r\n": "K7QM42XD",
        "k7 qm 42 xd": "K7QM42XD",
        "K7QM\u201342XD": "K7QM42XD",
        "ooil-ABCD": "0011ABCD",
        "\u0130\u0131il-abcd": "1111ABCD",
        "K\u0667QM-\u0664\u0662XD": "K7QM42XD",
        "0000000Z": "0000000Z",
    }
    invalid = [
        "",
        "K7QM-42X",
        "K7QM-42XDD",
        "K7QM-42XU",
        "48271193",
        "OOOO-IIII",
        "K7QM_42XD",
        "K7QM-42X\u00c4",
        "\uff2b7QM42XD",
        "A" * 100,
    ]
    return {
        "valid": [{"typed": typed, "code": code} for typed, code in valid.items()],
        "invalid": invalid,
        "shown": [{"code": "K7QM42XD", "text": "K7QM-42XD"}],
    }


def paid_mark_vectors() -> list[dict[str, object]]:
    ids = [
        "00000000-0000-0000-0000-000000000000",
        "019ab2f4-7c00-7abc-8def-0123456789ab",
        "019ab2f4-7c00-7abc-8def-0123456789ac",
        "ffffffff-ffff-7fff-bfff-ffffffffffff",
    ]
    digests = [(text, hashlib.sha256(UUID(text).bytes).digest()) for text in ids]
    return [
        {"payment_id": text, "colour": digest[0] % 12, "word": digest[1] % 24}
        for text, digest in digests
    ]


def amount_vectors() -> dict[str, object]:
    return {"parsed": _PARSED, "refused": _REFUSED, "terminal": _TERMINAL, "shown": _SHOWN}


def _rows(names: tuple[str, ...], *rows: tuple[object, ...]) -> list[dict[str, object]]:
    return [dict(zip(names, row, strict=True)) for row in rows]


_PARSED = _rows(
    ("typed", "decimals", "amount"),
    ("6", 0, 6),
    ("6", 2, 600),
    ("6,5", 2, 650),
    ("6.50", 2, 650),
    (" 6,50 ", 2, 650),
    ("6,", 2, 600),
    (",5", 1, 5),
    ("0,01", 2, 1),
    ("007", 0, 7),
    ("1.250", 3, 1250),
    ("\u0661\u0662\u066b\u0665", 1, 125),
    ("\u06f6", 0, 6),
    ("2147483647", 0, 2147483647),
    ("21474836.47", 2, 2147483647),
    ("0000000000000000000000000000006", 0, 6),
)
_REFUSED = _rows(
    ("typed", "decimals", "reason"),
    ("", 0, "empty"),
    ("   ", 2, "empty"),
    (",", 2, "not_a_number"),
    ("six", 0, "not_a_number"),
    ("6e3", 0, "not_a_number"),
    ("0x10", 0, "not_a_number"),
    ("+6", 0, "not_a_number"),
    ("1 250", 0, "not_a_number"),
    ("1.250,50", 2, "not_a_number"),
    ("NaN", 0, "not_a_number"),
    ("Infinity", 0, "not_a_number"),
    ("\u00b2", 0, "not_a_number"),
    ("-6", 0, "negative"),
    ("\u22126", 0, "negative"),
    ("6,5", 0, "too_many_decimals"),
    ("6,0", 0, "too_many_decimals"),
    ("1.250", 2, "too_many_decimals"),
    ("6.5000", 3, "too_many_decimals"),
    ("0", 0, "zero"),
    ("0,00", 2, "zero"),
    ("2147483648", 0, "too_large"),
    ("21474836.48", 2, "too_large"),
    ("9" * 400, 2, "too_large"),
)
_TERMINAL = _rows(
    ("amount", "decimals", "text"),
    (0, 0, "0"),
    (6, 0, "6"),
    (125050, 2, "1,250.50"),
    (-650, 2, "-6.50"),
    (-5, 2, "-0.05"),
    (1, 3, "0.001"),
    (2147483647, 0, "2,147,483,647"),
)
_SHOWN = _rows(
    ("amount", "decimals", "language", "text"),
    (6, 0, "nl", "6"),
    (142, 0, "ar", "142"),
    (125050, 2, "nl", "1.250,50"),
    (125050, 2, "en", "1,250.50"),
    (125050, 2, "tr", "1.250,50"),
    (125050, 2, "ar", "1,250.50"),
    (5, 2, "nl", "0,05"),
    (1, 3, "en", "0.001"),
    (650, 1, "nl", "65,0"),
    (2147483647, 0, "en", "2,147,483,647"),
)
