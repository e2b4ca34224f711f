"""The command that says what hangs on each secret, so that an old one goes when nothing does."""

from collections.abc import Mapping

import click
from sqlalchemy import func, select, true

from backend.cards.models import WalletCard
from backend.cli.workplace import at_work, keeper_config
from backend.db import db
from backend.identity.models import RecoveryCode
from backend.notices.models import PushSubscription
from backend.redemption import resealing
from backend.web.sealed import DataKey
from backend.web.secret_keys import secret_ids

Hanging = dict[str, dict[str, int]]
"""By the id of a secret: how many of what."""


@click.command(name="secrets")
def list_secrets() -> None:
    """List the secrets, newest first, and what would be lost with each older one."""
    with at_work(keeper_config()):
        hanging, configured = hanging_on_secrets(), secret_ids()
    for number, name in enumerate(configured, 1):
        found = _in_words(hanging.pop(name, {}))
        what = "makes what is new" if number == 1 else f"{found or 'nothing that is stored'}"
        click.echo(f"{number}  {name}  {what}")
    for name, lost in hanging.items():
        click.echo(f"-  {name}  is not configured; lost with it: {_in_words(lost)}")


def hanging_on_secrets() -> Hanging:
    """What is stored under each secret, also under those that are no longer configured."""
    hanging: Hanging = {}
    for what, column, condition in (
        ("recovery codes", RecoveryCode.secret_id, RecoveryCode.used_at.is_(None)),
        ("PINs", WalletCard.pin_key, true()),
        ("phones that hear news", PushSubscription.secret_id, true()),
        ("the key of printed codes", DataKey.secret_id, true()),
    ):
        rows = db.session.execute(select(column, func.count()).where(condition).group_by(column))
        for name, number in rows:
            hanging.setdefault(name, {})[what] = number
    for name, number in resealing.sealed_under().items():
        hanging.setdefault(name, {})["bank details"] = number
    return hanging


def _in_words(found: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {what}" for what, number in found.items())


COMMANDS = (list_secrets,)
