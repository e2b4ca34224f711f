"""The systemd units: systemd understands them, they are hardened, and their commands exist."""

import re
import subprocess
from pathlib import Path

import click
import pytest

from backend.cli.commands import commands
from scripts.packages import ensure
from tests.support.server import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
LONG_RUNNING = [unit for unit in UNITS if "wijkmunt " in unit.read_text(encoding="utf-8")]
MOST_EXPOSED = 2.0
"""Of systemd's ten; a service without any hardening has 9.6."""

TEXTS = (*UNITS, ROOT / "README.md", ROOT / "docs" / "jobs.md", ROOT / "docs" / "operations.md")

COMMAND = re.compile(r"(?:bin/|^ {4,})wijkmunt ([a-z].*)", re.MULTILINE)


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(ensure("systemd-analyze")), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_systemd_understands_every_unit(tmp_path: Path) -> None:
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        text = re.sub(r"^(ExecStart=)\S+", r"\1/bin/true", text, flags=re.MULTILINE)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    named = [str(tmp_path / unit.name.replace("@.", "@x.")) for unit in UNITS]
    (tmp_path / "wijkmunt-alarm@x.service").symlink_to("wijkmunt-alarm@.service")
    done = analyze("verify", "--recursive-errors=no", *named)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_systemd_says_when_a_unit_is_wrong(tmp_path: Path) -> None:
    unit = tmp_path / "wrong.service"
    unit.write_text("[Service]\nExecStart=/bin/true\nProtectSytem=strict\n", encoding="utf-8")
    assert "ProtectSytem" in analyze("verify", "--recursive-errors=no", str(unit)).stderr


@pytest.mark.parametrize("unit", [path for path in UNITS if path.suffix == ".service"])
def test_a_service_may_do_little_beside_its_work(unit: Path) -> None:
    if unit.name.startswith("wijkmunt-alarm"):
        assert "DynamicUser=yes" in unit.read_text(encoding="utf-8")
        return
    done = analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", str(unit))
    assert done.returncode == 0, done.stdout[-300:]


def test_every_command_that_is_written_down_exists() -> None:
    said = [
        (path.name, line)
        for path in TEXTS
        for line in COMMAND.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(said) > len(LONG_RUNNING)
    for where, line in said:
        words = re.split(r"\s+[>|#&]|\s+'", line.strip().rstrip("`"))[0].split()
        understood(where, commands, words)


def understood(where: str, command: click.Command, words: list[str]) -> None:
    """Raises when a command or an option is not there."""
    if isinstance(command, click.Group):
        inner = command.commands.get(words[0])
        assert inner is not None, f"{where}: wijkmunt has no {words[0]}"
        understood(where, inner, words[1:])
        return
    known = {name for option in command.params for name in option.opts}
    given = {word.split("=")[0] for word in words if word.startswith("--")}
    assert given <= known, f"{where}: {command.name} has no {given - known}"
