"""Commands that found a neighbourhood and let its first issuer in."""

import uuid
from collections.abc import Mapping
from typing import Any

import click
from click.core import ParameterSource

from backend.amounts import MAX_DECIMALS
from backend.cli.links import show_link
from backend.cli.workplace import at_work, offline_config
from backend.communities import enrolment, queries, service
from backend.communities.queries import CommunityFacts
from backend.communities.service import NewCommunity, NewCurrency
from backend.communities.setting_schemas import EuroRate
from backend.config import ConfigError
from backend.presets import founding, shelf
from backend.web.caller import Place

CENTS_OF_A_EURO = 100
BESIDE_PRESET = frozenset({"preset", "name"})


@click.group()
def community() -> None:
    """Neighbourhoods of this installation."""


@community.command(name="create")
@click.option("--preset", help="A currency that comes with Wijkmunt, or a file of your own.")
@click.option("--name", help="What people call the neighbourhood.")
@click.option("--currency", help='One coin: "ooievaar".')
@click.option("--shares-currency-of", help="Use the coin of this neighbourhood (slug or id).")
@click.option("--plural", help='Several coins: "ooievaars"; the same word when left out.')
@click.option("--symbol", default="", help="A sign for tight places.")
@click.option("--decimals", type=click.IntRange(0, MAX_DECIMALS), default=2, show_default=True)
@click.option("--coins-per-euro", type=click.IntRange(1), default=10, show_default=True)
@click.option("--language", "languages", multiple=True, default=("nl",), show_default=True)
@click.option("--time-zone", default="Europe/Amsterdam", show_default=True)
@click.option("--invite-only", is_flag=True, help="New members need an enrolment link.")
@click.pass_context
def create_community(context: click.Context, /, **given: Any) -> None:
    """Found a neighbourhood: from a preset, or with a currency of its own."""
    if given["preset"]:
        _refuse_beside_preset(context)
        chosen = shelf.load(given["preset"])
        if given["name"] and len(chosen.neighbourhoods) > 1:
            raise click.UsageError("this preset names its neighbourhoods itself")
        with at_work(offline_config()):
            founded = founding.found(chosen, given["name"])
    elif given["name"] and bool(given["currency"]) != bool(given["shares_currency_of"]):
        with at_work(offline_config()):
            founded = [queries.community(service.create_community(_described(given)))]
    else:
        raise click.UsageError("give --preset, or --name with --currency or --shares-currency-of")
    for facts in founded:
        click.echo(f"{facts.name} is founded. Let its first issuer in with:")
        click.echo(f"  wijkmunt issuer enrol {facts.slug}")


def _refuse_beside_preset(context: click.Context) -> None:
    """A preset says the rest itself; what was typed beside it would be lost without a word."""
    typed = [
        key.replace("_", "-")
        for key in context.params
        if context.get_parameter_source(key) is ParameterSource.COMMANDLINE
        and key not in BESIDE_PRESET
    ]
    if typed:
        raise click.UsageError(f"a preset says its own --{typed[0]}; change it in a file")


def _described(given: Mapping[str, Any]) -> NewCommunity:
    currency: NewCurrency | uuid.UUID = NewCurrency(
        given["currency"] or "",
        given["plural"] or given["currency"] or "",
        given["symbol"],
        given["decimals"],
    )
    if given["shares_currency_of"]:
        currency = _find(given["shares_currency_of"]).currency.id
    return NewCommunity(
        name=given["name"],
        currency=currency,
        euro_rate=EuroRate(coins=given["coins_per_euro"], euro_cents=CENTS_OF_A_EURO),
        languages=tuple(given["languages"]),
        timezone=given["time_zone"],
        joining="invite" if given["invite_only"] else "open",
    )


@community.command(name="list")
def list_communities() -> None:
    """List the neighbourhoods."""
    with at_work(offline_config()):
        for facts in queries.communities():
            click.echo(f"{facts.slug}  {facts.name} ({facts.currency.plural})  {facts.id}")


@click.group()
def issuer() -> None:
    """Those who may issue coin."""


@issuer.command(name="enrol")
@click.argument("community")
def enrol_issuer(community: str) -> None:
    """Print a one-time link that makes whoever opens it an issuer of COMMUNITY (slug or id)."""
    config = offline_config()
    with at_work(config):
        facts = _find(community)
        link = enrolment.invite("issuer", Place(facts.id), by=None)
    click.echo(f"Issuer of {facts.name}: open or scan this once, before {link.facts.expires_at}.")
    show_link(config.origin, link.token)


def _find(text: str) -> CommunityFacts:
    found = [facts for facts in queries.communities() if text in {facts.slug, str(facts.id)}]
    if not found:
        raise ConfigError(f"no neighbourhood is called {text}; see: wijkmunt community list")
    return found[0]


COMMANDS = (community, issuer)
