"""Task codes, good ones and one of every kind of bad."""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from backend.codes import base64url, signature, task
from backend.codes.compact_json import compact
from backend.codes.task import TaskCode, TaskCodeKind
from tests.vectors.keys import OTHER, SIGNER, TestKey

NOT_BEFORE = 1_795_425_120  # 2026-11-23 09:12:00 UTC
EXPIRES = NOT_BEFORE + 90 * 86400
COMMUNITY = 4001


def code(**changes: Any) -> TaskCode:
    usual: dict[str, Any] = {
        "kind": TaskCodeKind.POSTER,
        "organisation_id": UUID("019ab2f4-7c00-7abc-8def-0123456789ab"),
        "task_id": UUID("019ab2f4-7c01-7abc-8def-0123456789ab"),
        "community": COMMUNITY,
        "code_id": "K7QM42XD",
        "not_before": NOT_BEFORE,
        "expires_at": EXPIRES,
        "key_id": SIGNER.id,
    }
    return TaskCode(**usual | changes)


HEADER = task.prepare_header(SIGNER.id)
CLAIMS = task.prepare_claims(code())


def signed(header: str, claims: str, key: TestKey = SIGNER) -> str:
    """A JWS over any two texts, also over what the encoder refuses to make."""
    message = _message(header, claims)
    return f"{message}.{base64url.encode(signature.sign(key.private, message.encode()))}"


def _message(header: str, claims: str) -> str:
    return f"{base64url.encode(header.encode())}.{base64url.encode(claims.encode())}"


def with_header(content: Mapping[str, object]) -> str:
    return signed(compact(content), compact(CLAIMS))


def with_claims(content: Mapping[str, object]) -> str:
    return signed(compact(HEADER), compact(content))


def vectors() -> dict[str, object]:
    unreadable = [*_damaged(), *_odd_headers(), *_odd_claims()]
    rows = [{"name": n, "jws": jws, "error": "code_unreadable"} for n, jws in unreadable]
    rows += [{"name": n, "jws": jws, "error": "code_version_unknown"} for n, jws in _newer()]
    usual = {"now": NOT_BEFORE, "key": "signer"}
    return {"valid": _valid(), "invalid": [usual | row for row in rows + _refused()]}


def _valid() -> list[dict[str, object]]:
    largest = code(community=2**32 - 1, not_before=0, expires_at=2**32 - 1, code_id="ZZZZZZZZ")
    rows = [(f"a {kind.value}", code(kind=kind), NOT_BEFORE) for kind in TaskCodeKind]
    rows += [
        ("first second of the window", code(), NOT_BEFORE - 30),
        ("last second of the window", code(), EXPIRES + 29),
        ("largest of everything", largest, NOT_BEFORE),
    ]
    return [
        {
            "name": name,
            "now": now,
            "key": "signer",
            "jws": task.sign(content, SIGNER.private),
            "header": task.prepare_header(content.key_id),
            "claims": task.prepare_claims(content),
            "organisation_id": str(content.organisation_id),
            "task_id": str(content.task_id),
        }
        for name, content, now in rows
    ]


def _damaged() -> list[tuple[str, str]]:
    good = task.sign(code(), SIGNER.private)
    header, claims, proof = good.split(".")
    last = good[:-1] + chr(ord(good[-1]) + 1)  # the same 64 bytes, other stray bits
    return [
        ("nothing", ""),
        ("two dots", ".."),
        ("two parts", f"{header}.{claims}"),
        ("four parts", f"{good}.{proof}"),
        ("last character missing", good[:-1]),
        ("stray last bits", last),
        ("padding", f"{good}=="),
        ("line end after", f"{good}\n"),
        ("space inside", f"{header} .{claims}.{proof}"),
        ("standard base64 alphabet", f"{header}.{claims}+/.{proof}"),
        ("huge", f"{header}.{'A' * 2000}.{proof}"),
        ("deeply nested", signed(compact(HEADER), "[" * 500)),
        ("claims are a list", signed(compact(HEADER), "[]")),
        ("claims are no JSON", signed(compact(HEADER), "poster")),
        ("the whole link", f"https://munt.example/t#{good}"),
    ]


def _odd_headers() -> list[tuple[str, str]]:
    extra = {
        "jku": "https://evil.example/keys",
        "jwk": {"kty": "EC"},
        "x5u": "https://evil.example/cert",
        "x5c": ["AAAA"],
        "crit": ["exp"],
        "b64": False,
        "cty": "JWT",
    }
    none = _message(compact(HEADER | {"alg": "none"}), compact(CLAIMS))
    hs256 = _message(compact(HEADER | {"alg": "HS256"}), compact(CLAIMS))
    mac = hmac.new(SIGNER.spki, hs256.encode(), hashlib.sha256).digest()
    kid = str(HEADER["kid"])
    twice = compact(HEADER).replace('"typ"', '"alg":"ES256","typ"')
    without = {name: value for name, value in HEADER.items() if name != "typ"}
    return [
        ("alg none, no signature", f"{none}."),
        ("alg none, with signature", with_header(HEADER | {"alg": "none"})),
        ("alg HS256 keyed with the public key", f"{hs256}.{base64url.encode(mac)}"),
        ("alg HS256, 64 bytes", with_header(HEADER | {"alg": "HS256"})),
        ("alg ES384", with_header(HEADER | {"alg": "ES384"})),
        ("alg in lower case", with_header(HEADER | {"alg": "es256"})),
        ("typ JWT", with_header(HEADER | {"typ": "JWT"})),
        ("no typ", with_header(without)),
        ("another kind of JWT", signed(compact(HEADER | {"typ": "JWT"}), '{"v":2}')),
        ("kid too short", with_header(HEADER | {"kid": kid[:-1]})),
        ("kid with stray bits", with_header(HEADER | {"kid": kid[:-1] + "_"})),
        ("kid a number", with_header(HEADER | {"kid": 1})),
        ("alg twice", signed(twice, compact(CLAIMS))),
        ("other order", with_header(dict(reversed(HEADER.items())))),
        ("white space", signed(compact(HEADER).replace(",", ", "), compact(CLAIMS))),
        *((f"header with {name}", with_header(HEADER | {name: extra[name]})) for name in extra),
    ]


def _odd_claims() -> list[tuple[str, str]]:
    changes: list[tuple[str, object]] = [
        ("v", "1"),
        ("v", True),
        ("v", 1.0),
        ("v", None),
        ("kind", 1),
        ("iss", "019ab2f4-7c00-7abc-8def-0123456789ab"),
        ("iss", "AZqy9HwAerx97wEjRWeJqx"),
        ("sub", ""),
        ("sub", None),
        ("com", -1),
        ("com", 2**32),
        ("com", "4001"),
        ("com", True),
        ("com", 4001.5),
        ("jti", "K7QM-42XD"),
        ("jti", "k7qm42xd"),
        ("jti", "48271193"),
        ("jti", "K7QM42XU"),
        ("nbf", str(NOT_BEFORE)),
        ("nbf", EXPIRES),
        ("nbf", -1),
        ("exp", 2**32),
        ("exp", 1e10),
        ("exp", [EXPIRES]),
    ]
    twice = compact(CLAIMS).replace('"exp"', f'"exp":{EXPIRES},"exp"')
    escaped = compact(CLAIMS).replace("poster", "\\u0070oster")
    return [
        *((f"{name} is {value!r}", with_claims(CLAIMS | {name: value})) for name, value in changes),
        *(
            (f"no {left}", with_claims({n: CLAIMS[n] for n in CLAIMS if n != left}))
            for left in CLAIMS
        ),
        ("another claim", with_claims(CLAIMS | {"aud": "everybody"})),
        ("exp twice", signed(compact(HEADER), twice)),
        ("needless escape", signed(compact(HEADER), escaped)),
        ("claims in other order", with_claims(dict(reversed(CLAIMS.items())))),
        ("white space after claims", signed(compact(HEADER), compact(CLAIMS) + " ")),
    ]


def _newer() -> list[tuple[str, str]]:
    return [
        ("version 2", with_claims(CLAIMS | {"v": 2})),
        ("version 2 with other claims", with_claims({"v": 2, "what": "new"})),
        ("version 0", with_claims(CLAIMS | {"v": 0})),
        ("unknown kind", with_claims(CLAIMS | {"kind": "lottery"})),
        ("unknown kind with a claim of its own", with_claims(CLAIMS | {"kind": "lottery", "x": 1})),
    ]


def _refused() -> list[dict[str, object]]:
    good = task.sign(code(), SIGNER.private)
    header, claims, proof = good.split(".")
    richer = base64url.encode(compact(CLAIMS | {"jti": "K7QM42XE"}).encode())
    by_other = signed(compact(HEADER), compact(CLAIMS), OTHER)
    named_other = task.sign(code(key_id=OTHER.id), SIGNER.private)
    bad = "code_signature_bad"
    rows: list[tuple[str, str, dict[str, object], str]] = [
        ("signed by another key", by_other, {}, bad),
        ("verified with another key", good, {"key": "other"}, bad),
        ("names another key than signed", named_other, {"key": "other"}, bad),
        ("claims exchanged", f"{header}.{richer}.{proof}", {}, bad),
        ("signature of zeroes", f"{header}.{claims}.{'A' * 86}", {}, bad),
        ("forged and expired: the forgery counts", by_other, {"now": EXPIRES + 999}, bad),
        ("one second too old", good, {"now": EXPIRES + 30}, "code_expired"),
        ("a second before its window", good, {"now": NOT_BEFORE - 31}, "code_from_future"),
    ]
    return [{"name": n, "jws": jws, "error": e} | changes for n, jws, changes, e in rows]
