from typing import Any
from uuid import UUID

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.codes import request, task
from backend.codes.compact_json import compact
from backend.codes.links import build_request_link, parse_link
from backend.codes.request import PayeeKind, PaymentRequest
from backend.errors import DomainError
from tests.codes.support import PUBLIC, at, read_vectors
from tests.vectors.keys import SIGNER
from tests.vectors.requests import ask
from tests.vectors.task_codes import code

CASES = read_vectors("requests")


def check(case: dict[str, Any]) -> PaymentRequest:
    request.read_unverified(case["jws"])
    return request.verify(case["jws"], PUBLIC[case["key"]], now=at(case["now"]))


@pytest.mark.parametrize("case", CASES["valid"], ids=lambda case: case["name"])
def test_a_good_request_is_read_and_verified(case: dict[str, Any]) -> None:
    content = check(case)
    assert request.read_unverified(case["jws"]) == content
    assert compact(request.prepare_header(content.key_id)) == compact(case["header"])
    assert compact(request.prepare_claims(content)) == compact(case["claims"])
    assert (content.payee_id, content.request_id) == (
        UUID(case["payee_id"]),
        UUID(case["request_id"]),
    )
    assert content.is_standing is case["standing"]


@pytest.mark.parametrize("case", CASES["invalid"], ids=lambda case: case["name"])
def test_a_bad_request_is_refused_by_its_name(case: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refusal:
        check(case)
    assert refusal.value.code == case["error"]
    if case["error"] in ("code_unreadable", "code_version_unknown"):
        with pytest.raises(DomainError):
            request.read_unverified(case["jws"])


def test_any_jwt_library_reads_the_same_claims() -> None:
    claims = jwt.decode(
        request.sign(ask(), SIGNER.private),
        PUBLIC["signer"],
        algorithms=["ES256"],
        options={"verify_exp": False, "verify_iat": False},
    )
    assert claims == request.prepare_claims(ask())


@given(
    kind=st.sampled_from(PayeeKind),
    payee_id=st.uuids(),
    request_id=st.uuids(),
    community=st.integers(0, 2**32 - 1),
    amount=st.integers(0, 2**31 - 1),
    words=st.text(
        st.characters(min_codepoint=32, exclude_categories=["Cs"], exclude_characters="\x7f"),
        max_size=80,
    ),
    issued_at=st.integers(0, 2**31),
    expires_at=st.integers(2**31 + 1, 2**32 - 1),
)
def test_every_request_that_can_be_made_is_read_back_and_fits_a_qr(**fields: Any) -> None:
    made = PaymentRequest(key_id=SIGNER.id, **fields)
    jws = request.sign(made, SIGNER.private)
    assert request.verify(jws, PUBLIC["signer"], now=at(fields["issued_at"])) == made
    link = build_request_link("https://munt.example", jws)
    found = parse_link(link)
    assert found is not None
    assert (found.kind, found.secret) == ("payment_request", jws)
    assert len(link) < 1048


def test_a_request_is_no_task_code_and_a_task_code_no_request() -> None:
    for read, text in (
        (task.read_header_unverified, request.sign(ask(), SIGNER.private)),
        (request.read_unverified, task.sign(code(), SIGNER.private)),
    ):
        with pytest.raises(DomainError, match="code_unreadable"):
            read(text)
