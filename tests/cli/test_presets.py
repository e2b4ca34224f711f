"""Presets at the command line: listed, shown, checked, and founded."""

from pathlib import Path

from flask import Flask

from backend.communities import queries
from tests.cli.conftest import Terminal
from tests.presets.test_files import WHOLE


def test_from_the_command_line(app: Flask, terminal: Terminal, tmp_path: Path) -> None:
    made = terminal.run("community", "create", "--preset", "torekes", "--name", "Muide")
    assert made.returncode == 0, made.stderr
    assert "wijkmunt issuer enrol muide" in made.stdout
    own = tmp_path / "own.yaml"
    own.write_text(WHOLE.replace("per_hour", "per_our"), encoding="utf-8")
    refused = terminal.run("community", "create", "--preset", str(own))
    assert refused.returncode == 1
    assert "own.yaml, line 15: settings.founding.rewards.per_our" in refused.stderr
    assert "did you mean per_hour?" in refused.stderr
    beside = terminal.run("community", "create", "--preset", "torekes", "--decimals", "1")
    assert (beside.returncode, "--decimals" in beside.stderr) == (2, True)
    shared = terminal.run("community", "create", "--name", "Sluis", "--shares-currency-of", "muide")
    assert shared.returncode == 0, shared.stderr
    assert "Torekes, Rabot" in terminal.run("preset", "list").stdout
    own.write_text(terminal.run("preset", "show", "torekes").stdout, encoding="utf-8")
    assert "can be founded" in terminal.run("preset", "check", str(own)).stdout
    assert "line 1: " in terminal.run("preset", "check", __file__).stdout
    muide, sluis = queries.communities()
    assert (muide.currency, muide.timezone) == (sluis.currency, "Europe/Brussels")
