"""Payment requests, good ones and one of every kind of bad."""

from typing import Any
from uuid import UUID

from backend.codes import base64url, request
from backend.codes.compact_json import compact
from backend.codes.request import PayeeKind, PaymentRequest
from tests.vectors.keys import OTHER, SIGNER
from tests.vectors.task_codes import HEADER as TASK_HEADER
from tests.vectors.task_codes import signed

ISSUED = 1_795_425_120  # 2026-11-23 09:12:00 UTC
EXPIRES = ISSUED + 7 * 86400
COMMUNITY = 4001


def ask(**changes: Any) -> PaymentRequest:
    usual: dict[str, Any] = {
        "community": COMMUNITY,
        "kind": PayeeKind.MEMBER,
        "payee_id": UUID("019ab2f4-7c02-7abc-8def-0123456789ab"),
        "amount": 1250,
        "words": "Pizza van zaterdag",
        "request_id": UUID("019ab2f4-7c03-7abc-8def-0123456789ab"),
        "issued_at": ISSUED,
        "expires_at": EXPIRES,
        "key_id": SIGNER.id,
    }
    return PaymentRequest(**usual | changes)


HEADER = request.prepare_header(SIGNER.id)
CLAIMS = request.prepare_claims(ask())


def with_claims(content: dict[str, Any]) -> str:
    return signed(compact(HEADER), compact(content))


def vectors() -> dict[str, object]:
    unreadable = [*_damaged(), *_odd_claims()]
    rows = [{"name": n, "jws": jws, "error": "code_unreadable"} for n, jws in unreadable]
    rows += [{"name": n, "jws": jws, "error": "code_version_unknown"} for n, jws in _newer()]
    usual = {"now": ISSUED, "key": "signer"}
    return {"valid": _valid(), "invalid": [usual | row for row in rows + _refused()]}


def _valid() -> list[dict[str, object]]:
    largest = ask(
        community=2**32 - 1, amount=2**31 - 1, words="W" * 80, issued_at=0, expires_at=2**32 - 1
    )
    rows = [
        ("a member asks", ask(), ISSUED),
        ("a shop asks", ask(kind=PayeeKind.SHOP, words="Tafel 4"), ISSUED),
        ("the payer names the amount", ask(amount=0), ISSUED),
        ("pay me", ask(amount=0, words=""), ISSUED),
        ("Arabic words", ask(words="بيتزا يوم السبت"), ISSUED),
        ("quotes, slashes and line separators", ask(words='"a\\b"/\u2028</script>'), ISSUED),
        ("80 characters outside the first plane", ask(words="🍕" * 80), ISSUED),
        ("first second of the window", ask(), ISSUED - 30),
        ("last second of the window", ask(), EXPIRES + 29),
        ("largest of everything", largest, ISSUED),
    ]
    return [
        {
            "name": name,
            "now": now,
            "key": "signer",
            "jws": request.sign(content, SIGNER.private),
            "header": request.prepare_header(content.key_id),
            "claims": request.prepare_claims(content),
            "payee_id": str(content.payee_id),
            "request_id": str(content.request_id),
            "standing": content.is_standing,
        }
        for name, content, now in rows
    ]


def _damaged() -> list[tuple[str, str]]:
    good = request.sign(ask(), SIGNER.private)
    header, claims, proof = good.split(".")
    return [
        ("nothing", ""),
        ("two parts", f"{header}.{claims}"),
        ("last character missing", good[:-1]),
        ("padding", f"{good}=="),
        ("huge", f"{header}.{'A' * 2000}.{proof}"),
        ("claims are a list", signed(compact(HEADER), "[]")),
        ("header of a task code", signed(compact(TASK_HEADER), compact(CLAIMS))),
        ("alg none", signed(compact(HEADER | {"alg": "none"}), compact(CLAIMS))),
        ("header with jku", signed(compact(HEADER | {"jku": "https://x"}), compact(CLAIMS))),
        ("the whole link", f"https://munt.example/r#{good}"),
    ]


def _odd_claims() -> list[tuple[str, str]]:
    changes: list[tuple[str, object]] = [
        ("v", "1"),
        ("v", True),
        ("com", -1),
        ("com", 2**32),
        ("kind", 1),
        ("to", "019ab2f4-7c00-7abc-8def-0123456789ab"),
        ("to", ""),
        ("amt", -1),
        ("amt", 2**31),
        ("amt", "1250"),
        ("amt", 12.5),
        ("memo", None),
        ("memo", "W" * 81),
        ("memo", "🍕" * 81),
        ("memo", "two\nlines"),
        ("memo", "\u007f"),
        ("jti", "K7QM42XD"),
        ("jti", None),
        ("iat", EXPIRES),
        ("iat", -1),
        ("exp", 2**32),
        ("exp", str(EXPIRES)),
    ]
    twice = compact(CLAIMS).replace('"amt"', '"amt":1,"amt"')
    escaped = compact(CLAIMS).replace("Pizza", "\\u0050izza")
    return [
        *((f"{name} is {value!r}", with_claims(CLAIMS | {name: value})) for name, value in changes),
        *(
            (f"no {left}", with_claims({n: CLAIMS[n] for n in CLAIMS if n != left}))
            for left in CLAIMS
        ),
        ("another claim", with_claims(CLAIMS | {"aud": "everybody"})),
        ("amt twice", signed(compact(HEADER), twice)),
        ("needless escape", signed(compact(HEADER), escaped)),
        ("claims in other order", with_claims(dict(reversed(CLAIMS.items())))),
    ]


def _newer() -> list[tuple[str, str]]:
    return [
        ("version 2", with_claims(CLAIMS | {"v": 2})),
        ("unknown kind of payee", with_claims(CLAIMS | {"kind": "fund"})),
    ]


def _refused() -> list[dict[str, object]]:
    good = request.sign(ask(), SIGNER.private)
    header, _, proof = good.split(".")
    richer = base64url.encode(compact(CLAIMS | {"amt": 99_00}).encode())
    elsewhere = base64url.encode(
        compact(request.prepare_claims(ask(payee_id=UUID(int=7)))).encode()
    )
    by_other = signed(compact(HEADER), compact(CLAIMS), OTHER)
    bad = "code_signature_bad"
    rows: list[tuple[str, str, dict[str, object], str]] = [
        ("signed by another key", by_other, {}, bad),
        ("verified with another key", good, {"key": "other"}, bad),
        ("amount exchanged", f"{header}.{richer}.{proof}", {}, bad),
        ("payee exchanged", f"{header}.{elsewhere}.{proof}", {}, bad),
        ("forged and expired: the forgery counts", by_other, {"now": EXPIRES + 999}, bad),
        ("one second too late", good, {"now": EXPIRES + 30}, "request_expired"),
        ("a second before its window", good, {"now": ISSUED - 31}, "code_from_future"),
    ]
    return [{"name": n, "jws": jws, "error": e} | changes for n, jws, changes, e in rows]
