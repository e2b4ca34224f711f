import pytest

from backend.codes import base64url, keys
from backend.codes.errors import PublicKeyInvalid
from tests.codes.support import read_vectors

CASES = read_vectors("key_ids")


@pytest.mark.parametrize("case", CASES["valid"])
def test_key_id_is_the_start_of_the_digest_of_the_spki(case: dict[str, str]) -> None:
    spki = base64url.decode(case["spki"])
    assert keys.key_id(spki).hex() == case["key_id"]
    assert base64url.encode(keys.key_id(spki)) == case["kid"]


@pytest.mark.parametrize("case", CASES["valid"])
def test_a_loaded_key_writes_the_same_spki_and_names_itself_in_its_jwk(
    case: dict[str, str],
) -> None:
    key = keys.load_public_key(base64url.decode(case["spki"]))
    assert base64url.encode(keys.public_key_spki(key)) == case["spki"]
    assert keys.public_jwk(key)["kid"] == case["kid"]


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_another_kind_of_key_is_refused(case: dict[str, str]) -> None:
    with pytest.raises(PublicKeyInvalid):
        keys.load_public_key(base64url.decode(case["spki"]))
