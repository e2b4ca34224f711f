"""Ask whether what is locked has known holes: `python -m scripts.vulnerabilities [--strict]`.

Without a network nobody can be asked; that is said, and is no failure unless ``--strict``. Status 1
when a hole is known.
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from scripts.lock import EXTRAS, path
from scripts.pwa import npm_said

SECONDS = 300


@dataclass
class Verdict:
    """What somebody who knows of holes said about one lock."""

    lock: str
    asked: int = 0
    holes: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The verdict for people."""
        if self.holes:
            return f"  FAILED  {self.lock}: {', '.join(self.holes)}"
        if not self.asked:
            return f"  unknown {self.lock}: nobody could be asked"
        return f"  ok      {self.lock}: {self.asked} packages, no known holes"


def python_lock(kind: str) -> Verdict:
    """What pip-audit knows about requirements/KIND.txt."""
    lock = path(kind)
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "-f", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", *options, "-r", str(lock)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    return from_pip_audit(lock.name, done.stdout)


def from_pip_audit(lock: str, text: str) -> Verdict:
    """Read pip-audit's JSON; a package with a ``skip_reason`` was not asked about."""
    verdict = Verdict(lock)
    for package in _object(text).get("dependencies", []):
        if "skip_reason" not in package:
            verdict.asked += 1
            holes = [hole["id"] for hole in package["vulns"]]
            verdict.holes += [f"{package['name']} {package['version']} {hole}" for hole in holes]
    return verdict


def from_npm_audit(lock: str, text: str) -> Verdict:
    """Read npm's JSON; without ``metadata`` the registry did not answer."""
    verdict, report = Verdict(lock), _object(text)
    if "metadata" in report:
        verdict.asked = report["metadata"]["dependencies"]["total"]
        found = report.get("vulnerabilities", {})
        verdict.holes = [f"{name} ({hole['severity']})" for name, hole in sorted(found.items())]
    return verdict


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def main(arguments: list[str]) -> int:
    """Ask about every lock, print the verdicts; 1 for a hole, and for silence with ``--strict``."""
    verdicts = [python_lock(kind) for kind in EXTRAS]
    npm = npm_said("audit", "--package-lock-only", "--json")
    verdicts.append(from_npm_audit("package-lock.json", npm))
    for verdict in verdicts:
        print(verdict.line(), flush=True)
    silent = "--strict" in arguments and not all(verdict.asked for verdict in verdicts)
    return int(silent or any(verdict.holes for verdict in verdicts))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
