"""Who takes part in a measurement: shops with cashiers, payers with coins and device keys."""

import uuid
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from backend import clock
from backend.codes import keys
from backend.communities.queries import CommunityFacts
from backend.db import unit_of_work
from backend.identity import service as identity
from backend.ledger import service as ledger
from tests.factories.communities import make_community, make_holder, make_member, make_organisation
from tests.factories.ledger import transfer
from tests.factories.programmes import make_budget

COINS_EACH = 2_000_000


@dataclass(frozen=True)
class Shop:
    """A shop and the access token of its cashier's session."""

    id: uuid.UUID
    token: str


@dataclass(frozen=True)
class Payer:
    """A phone: its key's id, and the private key as PKCS 8, so that it can go to a process."""

    key_id: bytes
    private_key: bytes


@dataclass(frozen=True)
class World:
    """One community's shops and payers."""

    community_number: int
    shops: list[Shop]
    payers: list[Payer]


def make_world(shops: int, payers: int) -> World:
    """A new community in the database of the app at hand; every payer has coins enough."""
    community = make_community()
    budget = _funded_budget(community, COINS_EACH * payers)
    return World(
        community.number,
        [_make_shop(community) for _ in range(shops)],
        [_make_payer(community, budget) for _ in range(payers)],
    )


def _funded_budget(community: CommunityFacts, amount: int) -> uuid.UUID:
    """The account of a budget with ``amount`` minor units, issued as two issuers do it."""
    association = make_organisation(community.id, "association", "Buurthuis")
    return make_budget(community.id, association.id, amount, name="Meting").account_id


@unit_of_work
def _make_shop(community: CommunityFacts) -> Shop:
    shop = make_organisation(community.id)
    cashier = make_holder("shop_staff", shop.place)
    return Shop(shop.id, identity.open_session(cashier, "kassa", None).access)


@unit_of_work
def _make_payer(community: CommunityFacts, budget: uuid.UUID) -> Payer:
    person_id = make_member(community.id)
    tokens = identity.open_session(person_id, "telefoon", clock.now())
    session_id = identity.read_access_token(tokens.access).session_id
    private_key = generate_private_key(SECP256R1())
    spki = keys.public_key_spki(private_key.public_key())
    key_id = identity.register_device_key(person_id, session_id, spki, "telefoon")
    wallet = ledger.wallet(community.id, person_id)
    ledger.post(transfer("reward", budget, wallet, COINS_EACH))
    return Payer(
        key_id,
        private_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
    )
