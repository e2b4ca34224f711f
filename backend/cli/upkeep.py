"""Commands that look after an installation: migrate, secret, audit, openapi."""

import json
import secrets

import click

import migrations
from backend import audit
from backend.cli.workplace import at_work, keeper_config, offline_config
from backend.config import ConfigError
from backend.db import db
from backend.health import service as health
from backend.web import openapi

SECRET_BYTES = 48


@click.command()
def migrate() -> None:
    """Bring the database to the newest revision; safe to run again."""
    config = keeper_config()
    if config.pooled:
        raise ConfigError("migrate speaks to PostgreSQL itself: leave WIJKMUNT_POOLER out")
    with at_work(config, current=False):
        migrations.upgrade(db.engine)
    click.echo("The database is up to date.")


@click.command()
def secret() -> None:
    """Make a secret for WIJKMUNT_SECRETS."""
    click.echo(secrets.token_urlsafe(SECRET_BYTES))


@click.command(name="audit")
def audit_everything() -> None:
    """Sum every balance from nothing and prove every rule; status 1 when something is wrong."""
    with at_work(offline_config()):
        findings = audit.run()
        health.note("audit", went_well=not findings)
    for finding in findings:
        click.echo(f"{finding.check}: {finding.id}: {finding.what}")
    if findings:
        raise SystemExit(1)
    click.echo("The ledger is sound.")


@click.command(name="openapi")
def print_openapi() -> None:
    """Print the OpenAPI description, from which the app's types are made."""
    with at_work(
        offline_config(WIJKMUNT_DATABASE="postgresql://nobody@localhost/none"), current=False
    ):
        click.echo(json.dumps(openapi.document(), indent=2, ensure_ascii=False, sort_keys=True))


COMMANDS = (migrate, secret, audit_everything, print_openapi)
