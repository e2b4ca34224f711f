"""Dated values, roles and their places, links, slugs: decided from plain values."""

from datetime import UTC, date, datetime, timedelta

import pytest

from backend.communities import rules
from backend.communities.errors import (
    LinkExpired,
    LinkUsed,
    RoleNotHere,
    SettingInPast,
    SettingUnknown,
)
from backend.communities.facts import SettingFacts

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
COUNTERS = {"shop", "municipality"}
DAY = date(2026, 3, 2)


def row(value: object, valid_from: date, written: int = 0) -> SettingFacts:
    return SettingFacts(
        "max_payment", value, valid_from, None, "because", NOW + timedelta(seconds=written)
    )


def test_the_value_that_holds_is_the_latest_that_has_begun() -> None:
    rows = [row(3, DAY + timedelta(days=1)), row(1, DAY - timedelta(days=9)), row(2, DAY)]
    assert rules.value_on(rows, "max_payment", DAY - timedelta(days=1)) == 1
    assert rules.value_on(rows, "max_payment", DAY) == 2
    assert rules.value_on(rows, "max_payment", DAY + timedelta(days=400)) == 3


def test_of_two_values_for_one_day_the_last_written_holds() -> None:
    rows = [row("second", DAY, written=2), row("first", DAY, written=1)]
    assert rules.value_on(rows, "max_payment", DAY) == "second"


def test_before_its_first_day_a_setting_has_its_first_value() -> None:
    rows = [row("first", DAY), row("corrected", DAY, written=1), row("later", date(2027, 1, 1))]
    assert rules.value_on(rows, "max_payment", date(2020, 1, 1)) == "corrected"


def test_a_setting_that_does_not_exist_has_no_value() -> None:
    with pytest.raises(SettingUnknown):
        rules.value_on([row(1, DAY)], "colour", DAY)


def test_a_value_may_begin_today_and_not_yesterday() -> None:
    rules.check_valid_from(DAY, DAY)
    with pytest.raises(SettingInPast) as refused:
        rules.check_valid_from(DAY - timedelta(days=1), DAY)
    assert refused.value.params == {"earliest": "2026-03-02"}


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("member", None),
        ("treasurer", None),
        ("issuer", None),
        ("shop_owner", "shop"),
        ("shop_staff", "shop"),
        ("shop_staff", "municipality"),
        ("coordinator", "association"),
        ("coordinator", "municipality"),
        ("coordinator", "shop"),
    ],
)
def test_roles_are_held_where_they_belong(role: str, kind: str | None) -> None:
    rules.check_role_at(role, kind, COUNTERS)


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("shop_owner", None),
        ("coordinator", None),
        ("shop_staff", "association"),
        ("shop_owner", "institution"),
        ("issuer", "shop"),
        ("member", "association"),
    ],
)
def test_roles_are_held_nowhere_else(role: str, kind: str | None) -> None:
    with pytest.raises(RoleNotHere):
        rules.check_role_at(role, kind, COUNTERS)


def test_a_link_works_until_its_end_and_once() -> None:
    rules.check_link(NOW + timedelta(milliseconds=1), None, NOW)
    with pytest.raises(LinkExpired):
        rules.check_link(NOW, None, NOW)
    with pytest.raises(LinkUsed):
        rules.check_link(NOW + timedelta(days=1), NOW, NOW)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kanaleneiland", "kanaleneiland"),
        ("  't Zand & Zuid ", "t-zand-zuid"),
        ("Überwijk", "uberwijk"),
        ("قنال", "community"),
    ],
)
def test_a_slug_is_plain(name: str, slug: str) -> None:
    assert rules.slug_of(name) == slug
