"""The programs that other people check books with, on our files."""

import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

from beancount import loader
from beancount.core import data, inventory

Balances = dict[tuple[str, str], Decimal]
"""What is on an account, by (account, commodity); nothing is left out."""


def bean_check(path: Path) -> None:
    """Let the real `bean-check` read the file; it must find nothing wrong."""
    program = Path(sys.executable).with_name("bean-check")
    done = subprocess.run(
        [program, "--no-cache", path], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def bean_balances(path: Path) -> Balances:
    """What beancount itself makes of the file."""
    entries, errors, _ = loader.load_file(str(path))
    assert errors == []
    held: dict[str, inventory.Inventory] = {}
    for entry in data.filter_txns(entries):
        for posting in entry.postings:
            held.setdefault(posting.account, inventory.Inventory()).add_position(posting)
    return {
        (account, position.units.currency): position.units.number
        for account, found in held.items()
        for position in found
        if position.units.number
    }


def hledger(path: Path, *arguments: str) -> str:
    """Run the real hledger on the file; it must end well."""
    program = os.environ.get("WIJKMUNT_HLEDGER") or shutil.which("hledger")
    assert program, "hledger is missing: run these tests through make, which gets it"
    done = subprocess.run(
        [program, "-f", path, *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def hledger_check(path: Path) -> None:
    """The checks of `hledger check`, and the strict ones: everything used was declared."""
    assert hledger(path, "check", "--strict") == ""


def hledger_balances(path: Path) -> Balances:
    """What hledger itself makes of the file."""
    rows: list[Any] = json.loads(hledger(path, "balance", "--flat", "-O", "json"))[0]
    found: Balances = {}
    for name, _, _, amounts in rows:
        for amount in amounts:
            number = amount["aquantity"]
            value = Decimal(number["decimalMantissa"]).scaleb(-number["decimalPlaces"])
            if value:
                found[name, amount["acommodity"]] = value
    return found
