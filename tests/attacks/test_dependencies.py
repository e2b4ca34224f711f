"""Somebody knows of a hole in what we are built from: the audit reads it, silence is no answer."""

import json

from scripts.vulnerabilities import from_npm_audit, from_pip_audit
from tests.architecture.tree import ROOT

PIP = {
    "dependencies": [
        {"name": "sound", "version": "1.0", "vulns": []},
        {"name": "holed", "version": "2.1", "vulns": [{"id": "PYSEC-2030-1"}]},
        {"name": "hidden", "skip_reason": "not found"},
    ]
}
NPM = {
    "metadata": {"dependencies": {"total": 12}},
    "vulnerabilities": {"holed": {"severity": "high"}},
}


def test_a_known_hole_is_named() -> None:
    of_pip = from_pip_audit("run.txt", json.dumps(PIP))
    assert (of_pip.asked, of_pip.holes) == (2, ["holed 2.1 PYSEC-2030-1"])
    of_npm = from_npm_audit("package-lock.json", json.dumps(NPM))
    assert (of_npm.asked, of_npm.holes) == (12, ["holed (high)"])


def test_silence_is_not_taken_for_soundness() -> None:
    silent = {"dependencies": [{"name": "hidden", "skip_reason": "not found"}]}
    for text in ("", "no network", "[]", json.dumps(silent)):
        assert "unknown" in from_pip_audit("run.txt", text).line()
        assert "unknown" in from_npm_audit("package-lock.json", text).line()


def test_everything_that_the_list_of_the_standard_names_exists() -> None:
    text = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
    targets = [line.partition("]: ")[2] for line in text.splitlines() if line.startswith("[")]
    assert len(targets) > 40
    assert [one for one in targets if not (ROOT / "docs" / one).exists()] == []
