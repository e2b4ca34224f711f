"""Presets at the command line: listed, shown, checked, and founded."""

from pathlib import Path

from click.testing import CliRunner, Result
from flask import Flask

from backend.cli.commands import commands
from backend.communities import queries
from tests.cli.conftest import Terminal
from tests.presets.test_files import WHOLE


def said(*arguments: str) -> Result:
    """What a command that needs no database answers."""
    return CliRunner().invoke(commands, arguments)


def test_a_currency_is_founded_from_its_preset(
    app: Flask, terminal: Terminal, tmp_path: Path
) -> None:
    made = terminal.run("community", "create", "--preset", "torekes", "--name", "Muide")
    assert made.returncode == 0, made.stderr
    assert "wijkmunt issuer enrol muide" in made.stdout
    own = tmp_path / "own.yaml"
    own.write_text(WHOLE.replace("per_hour", "per_our"), encoding="utf-8")
    refused = terminal.run("community", "create", "--preset", str(own))
    assert refused.returncode == 1
    assert "own.yaml, line 15: settings.founding.rewards.per_our" in refused.stderr
    assert "did you mean per_hour?" in refused.stderr
    shared = terminal.run("community", "create", "--name", "Sluis", "--shares-currency-of", "muide")
    assert shared.returncode == 0, shared.stderr
    muide, sluis = queries.communities()
    assert (muide.currency, muide.timezone) == (sluis.currency, "Europe/Brussels")


def test_what_a_preset_says_is_not_said_beside_it() -> None:
    create = ("community", "create", "--preset")
    assert "--decimals" in said(*create, "torekes", "--decimals", "1").stderr
    assert "names its neighbourhoods" in said(*create, "stadsmunt", "--name", "Zuid").stderr
    assert "--preset, or --name" in said("community", "create", "--name", "Zuid").stderr


def test_presets_are_listed_shown_and_checked(tmp_path: Path) -> None:
    assert "Torekes, Rabot" in said("preset", "list").stdout
    own = tmp_path / "own.yaml"
    own.write_text(said("preset", "show", "torekes").stdout, encoding="utf-8")
    assert "can be founded" in said("preset", "check", str(own)).stdout
    own.write_text("titel: x\n", encoding="utf-8")
    wrong = said("preset", "check", str(own))
    assert wrong.exit_code == 1
    assert "own.yaml, line 1: titel: is not known here; did you mean title?" in wrong.stdout
