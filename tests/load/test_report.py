"""The page of figures says what the kept file says, and nothing that was promised is left out."""

from typing import Any

from tests.load import report
from tests.load.catalogue import CATALOGUE
from tests.load.figures import Figure, Series, of_rounds, percentile

# What the neighbourhood was promised: who lowers a bar has to do it here as well.
PROMISES = {
    "counter": (0.8, 1.0),
    "one_shop": (0.8, 1.0),
    "one_budget": (0.8, 1.0),
    "batch": (8, 10),
    "queue": (8, 10),
    "tick": (8, 10),
    "counter_sqlite": (1.0, None),
    "ledger_sqlite": (1.0, 2),
    "growth_payment": (1.1, 1.0),
    "growth_statement": (1.1, 1.0),
    "half_p99": (25, 15),
    "pwa_bytes": (35, 25),
    "app_second_visit": (1.0, 0.5),
    "app_offline": (1.0, 0.5),
    "frame_to_paid": (400, 250),
    "frames_read": (95, None),
    "news_p99": (1_500, None),
    "waiting_phones": (400, None),
}


def test_no_promise_is_left_out_or_lowered() -> None:
    promised = {key: what for key, what in CATALOGUE.items() if what.group == "promised"}

    assert {key: (what.reach, what.then) for key, what in promised.items()} == PROMISES


def test_the_page_shows_what_is_kept() -> None:
    page = report.PAGE.read_text(encoding="utf-8")

    assert report.written(page, report.read(report.KEPT)) == page


def test_what_is_not_reached_has_its_reason_on_the_page() -> None:
    page = report.PAGE.read_text(encoding="utf-8")

    assert report.without_reason(page, report.read(report.KEPT)) == []


def test_what_is_not_reached_without_a_reason_is_named() -> None:
    kept = _kept(counter=0.5)
    words = CATALOGUE["counter"].words

    assert report.without_reason("", kept) == [words]
    assert report.without_reason(f"\n* **{words}**: because", kept) == []


def test_a_promise_that_nobody_measured_is_named_and_stands_in_the_table() -> None:
    kept = _kept(counter=0.9)
    words = CATALOGUE["batch"].words

    assert words in report.not_measured(kept)
    assert f"| {words} |  |  | 8 | 10 | not measured yet |" in report.promised(
        report.figures_of(kept)
    )


def test_a_new_file_replaces_its_own_figures_only() -> None:
    kept = report.merged(_kept(counter=0.5, batch=9.0), _kept(counter=0.9))

    assert {key: one.value for key, one in report.figures_of(kept).items()} == {
        "counter": 0.9,
        "batch": 9.0,
    }


def test_a_verdict_says_by_how_much() -> None:
    assert report.verdict(Figure("counter", 0.6)) == "25 % short"
    assert report.verdict(Figure("counter", 0.8)) == "reached"
    assert report.verdict(Figure("half_p99", 30.0)) == "20 % too much"
    assert report.verdict(Figure("half_p99", 25.0)) == "reached"


def test_figures_are_medians_with_their_spread() -> None:
    figure = of_rounds("counter_rate", Series([900.0, 1_500.4, 1_100.0]))

    assert figure.value == 1_100.0
    assert figure.spread == "900 a second to 1,500 a second"


def test_rounds_are_divided_by_the_yardstick_of_the_same_round() -> None:
    assert Series([10.0, 30.0]).over(Series([10.0, 20.0])).values == [1.0, 1.5]


def test_a_percentile_is_a_value_that_was_seen() -> None:
    assert percentile([float(value) for value in range(1, 101)], 99) == 100.0
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([7.0], 99) == 7.0


def _kept(**values: float) -> dict[str, Any]:
    figures = [{**Figure(key, value).json(), "on": "2026-03-02"} for key, value in values.items()]
    return {"python": "3.11", "cores": 2, "figures": figures}
