import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.codes import base45, base64url
from backend.codes.errors import CodeUnreadable
from tests.codes.support import read_vectors

CASES = read_vectors("base45")


@pytest.mark.parametrize("case", CASES["valid"], ids=lambda case: case["text"][:20])
def test_vectors_encode_and_decode(case: dict[str, str]) -> None:
    assert base45.encode(bytes.fromhex(case["hex"])) == case["text"]
    assert base45.decode(case["text"]).hex() == case["hex"]


@pytest.mark.parametrize("text", CASES["invalid"])
def test_what_no_encoder_makes_is_unreadable(text: str) -> None:
    with pytest.raises(CodeUnreadable):
        base45.decode(text)


@given(st.binary(max_size=200))
def test_bytes_survive_the_round_trip(content: bytes) -> None:
    assert base45.decode(base45.encode(content)) == content
    assert base64url.decode(base64url.encode(content)) == content


@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:\na", max_size=12))
def test_each_readable_text_is_the_only_text_of_its_bytes(text: str) -> None:
    try:
        content = base45.decode(text)
    except CodeUnreadable:
        return
    assert base45.encode(content) == text


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "A+/A", "AAA\n", "AAAAA", "\u00c4AAA"])
def test_base64url_that_no_encoder_makes_is_unreadable(text: str) -> None:
    with pytest.raises(CodeUnreadable):
        base64url.decode(text)
