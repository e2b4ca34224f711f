"""The neighbourhood that goes through a storm: people with phones, shops, a desk with a task.

It is written into the database before the storm, as the services write it. What happens in the
storm goes over HTTP, with real signatures.
"""

import uuid
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from flask import Flask

from backend import clock
from backend.codes.certificate import Certificate
from backend.communities.queries import CommunityFacts
from backend.db import unit_of_work
from backend.identity import service as identity
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.offline import service as offline
from backend.redemption import service as redemption
from backend.web.caller import Place
from tests.factories.communities import make_community, make_holder, make_member, make_organisation
from tests.factories.identity import give_device_key
from tests.factories.ledger import transfer
from tests.factories.programmes import deposit, make_budget
from tests.factories.redemption import IBANS, OWN_IBAN
from tests.factories.rules import set_rule
from tests.factories.tasks import make_desk

PURSE = 20_000
"""What everybody has before the storm, minor units."""

RULES = {
    "allowance": 5_000,
    "per_payment": 1_000,
    "payer_day": 100_000,
    "shop_day": 1_000_000,
    "days": 7,
    "guaranteed_permille": 1_000,
}


@dataclass(frozen=True)
class Holder:
    """Somebody who is signed in."""

    person_id: uuid.UUID
    session_id: uuid.UUID


@dataclass(frozen=True)
class Phone:
    """A resident with a phone that makes payment codes, also without a network."""

    who: Holder
    wallet: uuid.UUID
    key_id: bytes
    private_key: EllipticCurvePrivateKey = field(repr=False)
    certificate: Certificate


@dataclass(frozen=True)
class Shop:
    """A shop: its cashier's phone signs what it accepts offline, its owner asks for euro."""

    id: uuid.UUID
    till: uuid.UUID
    cashier: Holder
    owner: Holder
    key_id: bytes
    private_key: EllipticCurvePrivateKey = field(repr=False)


@dataclass(frozen=True)
class World:
    """All of them, and what every account held and every transfer was before the storm."""

    community: CommunityFacts
    phones: list[Phone]
    shops: list[Shop]
    poster: str
    budget: uuid.UUID
    treasurer: Holder
    balances: dict[uuid.UUID, int]

    @property
    def redemption(self) -> uuid.UUID:
        """The account in which coin waits until it is paid in euro."""
        return ledger.redemption(self.community.id)


def make_world(app: Flask, phones: int, shops: int) -> World:
    """Found it in the database of ``app``, whose context is pushed."""
    community = make_community()
    set_rule(community.id, "offline", RULES)
    desk = make_desk(app, community, coins=1_000_000_000)
    _, poster = desk.poster_of()
    purses = make_budget(community.id, desk.organisation.id, PURSE * phones, name="Begin")
    deposit(community.id, 10_000_000)
    treasurer = _signed_in(make_holder("treasurer", Place(community.id)))
    redemption.set_for_community(community.id, OWN_IBAN, "Wijkmunt", treasurer.person_id)
    everybody = [_phone(community, purses.account_id) for _ in range(phones)]
    counters = [_shop(community) for _ in range(shops)]
    accounts = [one.wallet for one in everybody] + [one.till for one in counters]
    accounts += [desk.budget.account_id, ledger.redemption(community.id)]
    return World(
        community=community,
        phones=everybody,
        shops=counters,
        poster=poster["jws"],
        budget=desk.budget.account_id,
        treasurer=treasurer,
        balances={one: ledger_queries.balance(one) for one in accounts},
    )


@unit_of_work
def _phone(community: CommunityFacts, purses: uuid.UUID) -> Phone:
    who = _signed_in(make_member(community.id))
    key_id, private_key = give_device_key(who.person_id, who.session_id)
    wallet = ledger.wallet(community.id, who.person_id)
    ledger.post(transfer("reward", purses, wallet, PURSE, at=clock.now()))
    given = offline.give_certificate(community.id, who.person_id, key_id)
    return Phone(who, wallet, key_id, private_key, given.certificate)


@unit_of_work
def _shop(community: CommunityFacts) -> Shop:
    shop = make_organisation(community.id)
    cashier = _signed_in(make_holder("shop_staff", shop.place))
    owner = _signed_in(make_holder("shop_owner", shop.place))
    key_id, private_key = give_device_key(cashier.person_id, cashier.session_id)
    redemption.set_for_organisation(shop.id, IBANS[0], "Bakker", owner.person_id)
    till = ledger.till(community.id, shop.id)
    return Shop(shop.id, till, cashier, owner, key_id, private_key)


@unit_of_work
def _signed_in(person_id: uuid.UUID) -> Holder:
    return Holder(person_id, identity.open_session(person_id, "telefoon", None).session_id)
