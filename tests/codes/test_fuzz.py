"""Nothing but the whole, unaltered code passes: every bit, every cut, every character exchanged."""

from collections.abc import Iterator

import pytest

from backend.codes import base45, base64url, payment, task
from backend.errors import DomainError
from tests.codes.support import PUBLIC, at
from tests.vectors import payment_codes, task_codes
from tests.vectors.keys import SIGNER

BASE45_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
PAYMENT = payment.sign(payment_codes.code(), SIGNER.private)
JWS = task.sign(task_codes.code(), SIGNER.private)


def read_payment(text: str) -> None:
    code = payment.decode(text)
    payment.verify(code, PUBLIC["signer"], now=at(payment_codes.ISSUED))


def read_task(jws: str) -> None:
    task.read_header_unverified(jws)
    task.verify(jws, PUBLIC["signer"], now=at(task_codes.NOT_BEFORE))


def flipped(content: bytes) -> Iterator[bytes]:
    """``content`` with each of its bits turned, one at a time."""
    for bit in range(len(content) * 8):
        changed = bytearray(content)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


def exchanged(text: str, alphabet: str) -> Iterator[str]:
    """``text`` with each character replaced by a few others of ``alphabet``."""
    for place, old in enumerate(text):
        index = alphabet.find(old)
        for step in (1, 2, 7, len(alphabet) - 1):
            new = alphabet[(index + step) % len(alphabet)]
            yield text[:place] + new + text[place + 1 :]


def test_the_codes_themselves_pass() -> None:
    read_payment(PAYMENT)
    read_task(JWS)


def test_a_payment_code_with_any_bit_turned_is_refused() -> None:
    binary = base45.decode(PAYMENT.removeprefix(payment.PREFIX))
    variants = [payment.PREFIX + base45.encode(changed) for changed in flipped(binary)]
    assert len(variants) == 89 * 8
    for variant in variants:
        with pytest.raises(DomainError):
            read_payment(variant)


def test_a_payment_code_cut_anywhere_is_refused() -> None:
    for length in range(len(PAYMENT)):
        for part in (PAYMENT[:length], PAYMENT[len(PAYMENT) - length :]):
            with pytest.raises(DomainError):
                read_payment(part)


def test_a_payment_code_with_any_character_exchanged_lost_or_added_is_refused() -> None:
    changed = list(exchanged(PAYMENT, BASE45_ALPHABET))
    changed += [PAYMENT[:place] + PAYMENT[place + 1 :] for place in range(len(PAYMENT))]
    changed += [PAYMENT[:place] + "0" + PAYMENT[place:] for place in range(len(PAYMENT) + 1)]
    for text in changed:
        with pytest.raises(DomainError):
            read_payment(text)


@pytest.mark.parametrize("part", [0, 1, 2], ids=["header", "claims", "signature"])
def test_a_task_code_with_any_bit_turned_is_refused(part: int) -> None:
    parts = JWS.split(".")
    for changed in flipped(base64url.decode(parts[part])):
        variant = ".".join([*parts[:part], base64url.encode(changed), *parts[part + 1 :]])
        with pytest.raises(DomainError):
            read_task(variant)


def test_a_task_code_cut_anywhere_is_refused() -> None:
    for length in range(len(JWS)):
        for part in (JWS[:length], JWS[len(JWS) - length :]):
            with pytest.raises(DomainError):
                read_task(part)


def test_a_task_code_with_any_character_exchanged_is_refused() -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for text in exchanged(JWS, alphabet):
        with pytest.raises(DomainError):
            read_task(text)
