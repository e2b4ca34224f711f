"""The files that come with Wijkmunt, and what a mistake in a file is answered with."""

import textwrap
from pathlib import Path

import pytest

from backend.communities.setting_values import CurrentSettings, check_value
from backend.presets import checking, document, shelf
from backend.presets.errors import PresetInvalid, PresetUnknown
from backend.presets.schema import Preset
from tests.architecture.tree import ROOT

WHOLE = """\
title: Wijkmunt
place: Hier
about: A coin.
sources:
  - {title: Somebody, year: 2020}
currency: {name: munt, plural: munten, decimals: 1}
languages: [nl]
time_zone: Europe/Amsterdam
neighbourhoods:
  - {key: hier, name: Hier}
settings:
  founding:
    euro_rate: {coins: 1, euro_cents: EUR 2.00}
    rewards:
      per_hour: 1.5 munten
  2026-07-01:
    redemption: {fee_permille: 2.5 %}
"""


def problems(text: str) -> list[str]:
    """What is said of a file with this text."""
    with pytest.raises(PresetInvalid) as refusal:
        checking.check(document.read(textwrap.dedent(text), "own.yaml"))
    return [str(problem) for problem in refusal.value.problems]


def without(old: str, new: str) -> str:
    assert old in WHOLE
    return WHOLE.replace(old, new)


def test_amounts_are_written_as_people_say_them() -> None:
    found = checking.check(document.read(WHOLE, "own.yaml"))
    assert found.settings["founding"]["rewards"] == {"per_hour": 15}
    assert found.settings["founding"]["euro_rate"] == {"coins": 1, "euro_cents": 200}
    assert found.settings["2026-07-01"]["redemption"] == {"fee_permille": 25}


@pytest.mark.parametrize("name", shelf.names())
def test_every_preset_is_right_and_names_its_sources(name: str) -> None:
    preset = shelf.load(name)
    assert preset.sources
    for values in preset.settings.values():
        for key, value in values.items():
            check_value(key, value)


def test_the_currencies_of_the_domain_are_there() -> None:
    assert set(shelf.names()) >= {
        *("torekes", "zuiderling", "makkie", "brixton-pound", "ithaca-hours", "chiemgauer"),
        *("eusko", "sol-violette", "circuit-nederland", "sardex", "stadsmunt"),
    }


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title:", "titel:", "own.yaml, line 1: titel: is not known here; did you mean title?"),
        (
            "decimals: 1}",
            "decimal: 1}",
            "own.yaml, line 6: currency.decimal: is not known here; did you mean decimals?",
        ),
        (
            "    rewards:",
            "    reward:",
            "own.yaml, line 14: settings.founding.reward: is no setting; did you mean rewards?",
        ),
        (
            "      per_hour:",
            "      perhour:",
            "own.yaml, line 15: settings.founding.rewards.perhour: is not known here;"
            " did you mean per_hour?",
        ),
        (
            "  2026-07-01:",
            "  2026-7-1:",
            "own.yaml, line 16: settings.2026-7-1: is neither founding nor a day like 2026-01-01",
        ),
        (
            "  founding:",
            "  foundin:",
            "own.yaml, line 12: settings.foundin: is neither founding nor a day like 2026-01-01;"
            " did you mean founding?",
        ),
        (
            "Europe/Amsterdam",
            "Europe/Amsterdm",
            "own.yaml, line 8: time_zone: is no time zone; did you mean Europe/Amsterdam?",
        ),
        (
            "1.5 munten",
            "1.55 munten",
            "own.yaml, line 15: settings.founding.rewards.per_hour: 1.55 munten: too many decimals"
            " (the currency counts 1 decimals)",
        ),
        (
            "2.5 %",
            "80 %",
            "own.yaml, line 17: settings.2026-07-01.redemption.fee_permille:"
            " Input should be less than or equal to 500",
        ),
        (
            "EUR 2.00}",
            "2 %}",
            "own.yaml, line 13: settings.founding.euro_rate.euro_cents: 2 % fits a key that ends in"
            " permille, or whole ones in percent",
        ),
        (
            "  - {key: hier, name: Hier}",
            "  - {key: hier, name: Hier}\n  - {key: hier, name: Daar}",
            "own.yaml, line 11: neighbourhoods[2].key: is used twice",
        ),
        (
            "about: A coin.",
            "about: A coin.\ntitle: Again",
            "own.yaml, line 4: title: is given twice, first on line 1",
        ),
        ("about: A coin.", "about: *coin", "own.yaml, line 3: found undefined alias 'coin'"),
        ("about: A coin.", "about: [A coin", "own.yaml, line 4: expected ',' or ']', but got ':'"),
        ("about: A coin.", "about: !!python/name:os.system x", "python/name:os.system"),
        ("title: Wijkmunt", "title: 12", "own.yaml, line 1: title: Input should be a valid string"),
        ("place: Hier\n", "", "own.yaml, line 1: place: is missing"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_nearest_right_word(
    old: str, new: str, said: str
) -> None:
    assert any(said in one for one in problems(without(old, new)))


def test_all_mistakes_are_named_at_once() -> None:
    wrong = without("place:", "plaats:").replace("per_hour", "per_our")
    assert [one.split(": ")[1] for one in problems(wrong)] == [
        "place",
        "plaats",
        "settings.founding.rewards.per_our",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a preset is a mapping"),
        ("- a\n- b", "a preset is a mapping"),
        ("a: &x [1]\nb: *x", "anchors"),
        ("? [a]\n: b", "a key is a word"),
        ("a: " + "[" * 60 + "]" * 60, "anchors and such depth"),
        ("a: " + "x" * 300_000, "larger than"),
        ("a: \x07", "special characters"),
        ("---\na: 1\n---\nb: 2\n", "but found another document"),
    ],
)
def test_what_is_no_preset_at_all_is_refused(text: str, said: str) -> None:
    assert any(said in one for one in problems(text))


def test_an_unknown_name_and_a_file_that_is_not_text(tmp_path: Path) -> None:
    with pytest.raises(PresetUnknown, match="did you mean torekes"):
        shelf.load("toreke")
    picture = tmp_path / "picture.yaml"
    picture.write_bytes(b"\xff\xd8\xff")
    with pytest.raises(PresetUnknown, match="UTF-8"):
        shelf.load(str(picture))
    with pytest.raises(PresetUnknown):
        shelf.load(str(tmp_path))


def test_the_guide_names_every_setting_and_every_key() -> None:
    guide = (ROOT / "docs" / "presets.md").read_text(encoding="utf-8")
    known = {*CurrentSettings.model_fields, *Preset.model_fields}
    assert {key for key in known if f"`{key}`" not in guide} == set()
