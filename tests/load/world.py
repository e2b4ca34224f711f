"""Who takes part in a measurement: shops with cashiers, payers with coins and keys, a poster."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from flask import Flask

from backend import clock
from backend.codes import keys
from backend.communities.queries import CommunityFacts
from backend.db import unit_of_work
from backend.identity import service as identity
from backend.identity import tokens
from backend.ledger import service as ledger
from tests.factories.communities import make_community, make_holder, make_member, make_organisation
from tests.factories.ledger import transfer
from tests.factories.programmes import make_budget
from tests.factories.tasks import make_desk
from tests.load.orders import Payer, Shop

COINS_EACH = 20_000_000
REWARDS = 2_000_000_000
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Session:
    """A browser in which somebody is signed in."""

    person_id: uuid.UUID
    session_id: uuid.UUID

    def token(self) -> str:
        """A fresh access token, as a browser gets one every ten minutes; needs an app context."""
        now = clock.now()
        return tokens.make_access(
            self.person_id, self.session_id, None, now=now, ends_at=now + AN_HOUR
        )


@dataclass(frozen=True)
class World:
    """One community: cashiers by shop, payers' phones, who earns, and a poster's code.

    ``earners`` are the payers, in the same order; ``budget`` is the account that they earn from.
    """

    community: CommunityFacts
    cashiers: dict[uuid.UUID, Session]
    payers: list[Payer]
    earners: list[Session]
    poster: str
    budget: uuid.UUID

    def shops(self) -> list[Shop]:
        """The shops with tokens of now; needs an app context."""
        return [Shop(shop_id, session.token()) for shop_id, session in self.cashiers.items()]


def make_world(app: Flask, shops: int, payers: int) -> World:
    """A new community in the database of the app at hand; every payer has coins enough."""
    community = make_community()
    budget = _funded_budget(community, COINS_EACH * payers)
    phones = [_make_payer(community, budget) for _ in range(payers)]
    desk = make_desk(app, community, coins=REWARDS)
    _, code = desk.poster_of(title="Stoep vegen")
    return World(
        community,
        dict(_make_shop(community) for _ in range(shops)),
        [payer for payer, _ in phones],
        [session for _, session in phones],
        str(code["jws"]),
        desk.budget.account_id,
    )


def _funded_budget(community: CommunityFacts, amount: int) -> uuid.UUID:
    """The account of a budget with ``amount`` minor units, issued as two issuers do it."""
    association = make_organisation(community.id, "association", "Buurthuis")
    return make_budget(community.id, association.id, amount, name="Meting").account_id


@unit_of_work
def _make_shop(community: CommunityFacts) -> tuple[uuid.UUID, Session]:
    shop = make_organisation(community.id)
    cashier = make_holder("shop_staff", shop.place)
    return shop.id, _sign_in(cashier)


def _make_payer(community: CommunityFacts, budget: uuid.UUID) -> tuple[Payer, Session]:
    session, key_id, private_key = make_phone(make_member(community.id))
    wallet = ledger.wallet(community.id, session.person_id)
    ledger.book(transfer("reward", budget, wallet, COINS_EACH))
    encoded = private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return Payer(key_id, encoded), session


@unit_of_work
def make_phone(person_id: uuid.UUID) -> tuple[Session, bytes, EllipticCurvePrivateKey]:
    """A person's session with a device key, as a phone has it: the key's id and private half."""
    session = _sign_in(person_id)
    private_key = generate_private_key(SECP256R1())
    spki = keys.public_key_spki(private_key.public_key())
    key_id = identity.register_device_key(person_id, session.session_id, spki, "telefoon")
    return session, key_id, private_key


def _sign_in(person_id: uuid.UUID) -> Session:
    return Session(person_id, identity.open_session(person_id, "telefoon", None).session_id)
