"""The vectors in the repository are exactly what their makers make today."""

import pytest

from tests.codes.support import VECTORS
from tests.vectors.make import build

MADE = build()


@pytest.mark.parametrize("name", MADE)
def test_the_committed_vectors_are_what_make_writes(name: str) -> None:
    assert (VECTORS / name).read_text(encoding="utf-8") == MADE[name]


def test_no_vector_file_is_left_over() -> None:
    assert {path.name for path in VECTORS.glob("*.json")} == set(MADE)
