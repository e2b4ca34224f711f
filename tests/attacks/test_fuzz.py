"""Requests made at random from our own description of the API."""

from flask import Flask

from tests.attacks import fuzz


def test_every_answer_is_one_that_the_description_names(target: Flask) -> None:
    ran = fuzz.run(target, number=1, examples=2)
    assert not ran.wrong, "\n".join(ran.wrong)
    assert sum(ran.counts.values()) > 500
