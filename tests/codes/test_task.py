from typing import Any
from uuid import UUID

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.codes import base64url, task
from backend.codes.compact_json import compact
from backend.codes.task import TaskCode, TaskCodeKind
from backend.codes.text_code import ALPHABET
from backend.errors import DomainError
from tests.codes.support import PUBLIC, at, read_vectors
from tests.vectors.keys import SIGNER
from tests.vectors.task_codes import NOT_BEFORE, code

CASES = read_vectors("task_codes")


def check(case: dict[str, Any]) -> TaskCode:
    task.read_header_unverified(case["jws"])
    return task.verify(case["jws"], PUBLIC[case["key"]], now=at(case["now"]))


@pytest.mark.parametrize("case", CASES["valid"], ids=lambda case: case["name"])
def test_a_good_code_is_read_and_verified(case: dict[str, Any]) -> None:
    content = check(case)
    assert task.read_header_unverified(case["jws"]) == content.key_id
    assert compact(task.prepare_header(content.key_id)) == compact(case["header"])
    assert compact(task.prepare_claims(content)) == compact(case["claims"])
    assert content.organisation_id == UUID(case["organisation_id"])
    assert content.task_id == UUID(case["task_id"])


@pytest.mark.parametrize("case", CASES["invalid"], ids=lambda case: case["name"])
def test_a_bad_code_is_refused_by_its_name(case: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refusal:
        check(case)
    assert refusal.value.code == case["error"]


@pytest.mark.parametrize(
    "case",
    [c for c in CASES["invalid"] if c["error"] in ("code_unreadable", "code_version_unknown")],
    ids=lambda case: case["name"],
)
def test_what_cannot_be_read_is_refused_before_a_key_is_looked_up(case: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refusal:
        task.read_header_unverified(case["jws"])
    assert refusal.value.code == case["error"]


def test_any_jwt_library_reads_the_same_claims() -> None:
    jws = task.sign(code(), SIGNER.private)
    claims = jwt.decode(
        jws,
        PUBLIC["signer"],
        algorithms=["ES256"],
        options={"verify_exp": False, "verify_nbf": False},
    )
    assert claims == task.prepare_claims(code())
    assert jwt.get_unverified_header(jws)["kid"] == base64url.encode(SIGNER.id)


@given(
    kind=st.sampled_from(TaskCodeKind),
    organisation_id=st.uuids(),
    task_id=st.uuids(),
    community=st.integers(0, 2**32 - 1),
    code_id=st.text(ALPHABET, min_size=7, max_size=7).map(lambda text: text + "Z"),
    not_before=st.integers(0, 2**31),
    expires_at=st.integers(2**31 + 1, 2**32 - 1),
)
def test_every_code_that_can_be_made_is_read_back(**fields: Any) -> None:
    made = TaskCode(key_id=SIGNER.id, **fields)
    jws = task.sign(made, SIGNER.private)
    assert task.verify(jws, PUBLIC["signer"], now=at(fields["not_before"])) == made


@pytest.mark.parametrize(
    "wrong",
    [
        {"key_id": bytes(7)},
        {"code_id": "K7QM-42XD"},
        {"community": 2**32},
        {"expires_at": NOT_BEFORE},
        {"not_before": -1},
    ],
)
def test_a_value_that_the_claims_cannot_carry_is_a_programming_error(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"range|malformed"):
        code(**wrong)


@given(st.binary(max_size=120), st.binary(max_size=120))
def test_no_header_or_claims_whatever_make_reading_fail_without_a_name(
    header: bytes, claims: bytes
) -> None:
    jws = f"{base64url.encode(header)}.{base64url.encode(claims)}.{'A' * 86}"
    with pytest.raises(DomainError):
        task.read_header_unverified(jws)
