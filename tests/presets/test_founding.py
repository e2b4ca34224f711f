"""Presets are founded whole: communities, dated settings, organisations; or nothing at all."""

import sqlite3
from datetime import date

import psycopg
import pytest
from flask import Flask

from backend import clock
from backend.communities import queries, service
from backend.communities.setting_values import check_value
from backend.presets import checking, document, founding, shelf
from backend.presets.schema import Body
from tests.presets.test_files import WHOLE


def test_each_preset_founds_its_neighbourhoods(app: Flask) -> None:
    for name in shelf.names():
        preset = shelf.load(name)
        founded = founding.found(preset)
        assert [facts.name for facts in founded] == [one.name for one in preset.neighbourhoods]
        for facts in founded:
            assert facts.currency.plural == preset.currency.plural
            for key, value in preset.settings["founding"].items():
                if key != "exchange":
                    assert service.setting(facts, key) == check_value(key, value)
    noord, midden, zuid = founding.found(shelf.load("stadsmunt"))
    assert noord.currency == midden.currency == zuid.currency
    assert service.exchange_rules(midden).partners == [noord.slug, zuid.slug]
    assert {one.kind for one in queries.organisations(zuid.id)} == {"municipality"}


def test_what_holds_later_is_a_row_of_that_day(app: Flask) -> None:
    text = (
        WHOLE
        + "  2999-01-01:\n    low_budget: {percent: 20 %}\n  2020-01-01:\n    joining: invite\n"
    )
    [facts] = founding.found(checking.check(document.read(text, "own.yaml")), "Elders")
    assert facts.name == "Elders"
    assert service.setting(facts, "joining") == "invite"
    assert service.low_budget(facts).percent == 10
    assert service.low_budget(facts, date(2999, 1, 1)).percent == 20
    assert service.reward_rules(facts, facts.day(clock.now())).per_hour == 15


def test_nothing_is_founded_when_anything_is_refused(app: Flask) -> None:
    preset = shelf.load("stadsmunt")
    bank = Body.model_construct(name="Bank", kind="bank", category="", at="zuid")
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
        founding.found(preset.model_copy(update={"organisations": (*preset.organisations, bank)}))
    assert queries.communities() == []
