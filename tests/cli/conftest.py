"""A terminal in which the command ``wijkmunt`` is run as a process of its own."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import SECRET
from tests.support import seed

ROOT = Path(__file__).parents[2]
UNSET = ("WIJKMUNT_", "PYTHONDONTWRITEBYTECODE")


class Terminal:
    """Runs commands in an environment without any settings but those given."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(UNSET)},
            "WIJKMUNT_INSTANCE": str(folder),
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            **settings,
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One command to its end."""
        return seed.wijkmunt(arguments, self.environment)


@pytest.fixture
def terminal(tmp_path: Path, database_url: str) -> Terminal:
    """A terminal on the test's migrated database."""
    return Terminal(tmp_path, WIJKMUNT_DATABASE=database_url, WIJKMUNT_SECRETS=SECRET)


@pytest.fixture
def bare(tmp_path: Path) -> Terminal:
    """A terminal where nothing is set up yet."""
    return Terminal(tmp_path)
