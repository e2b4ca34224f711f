"""What deciding a payment needs to know, kept in memory with the stamps that vouch for it."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from backend import clock
from backend.codes.errors import CodeKeyUnknown
from backend.codes.keys import load_public_key
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import FactCache, Stamp, db, read_stamps
from backend.identity import queries as identity
from backend.ledger import service as ledger
from backend.notices import queries as notices
from backend.payments import visits
from backend.payments.models import PaymentLimit
from backend.payments.rules import CounterFacts, PayerFacts, may_sell
from backend.payments.schemas import ShopBrief
from backend.payments.visits import Home
from backend.web.caller import Grant, Place

_QUARTER = 15 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Payer:
    """The owner of a device key, in one community.

    ``is_told``, ``is_asked``: a phone of theirs wants to hear what was paid, what waits for them.
    """

    person_id: uuid.UUID
    wallet_id: uuid.UUID
    facts: PayerFacts
    stamps: tuple[Stamp, ...]
    is_told: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Counter:
    """The shop where a code is scanned, and the terms that hold there now."""

    shop: OrganisationFacts
    brief: ShopBrief
    till_id: uuid.UUID
    facts: CounterFacts
    stamps: tuple[Stamp, ...]
    community: CommunityFacts
    homes: tuple[Home, ...] = ()

    def home_of(self, number: int) -> Home | None:
        """The partner community with this number; None for the shop's own, and for strangers."""
        if not self.homes:
            return None
        return next((home for home in self.homes if home.number == number), None)


class _Memory:
    """What one application instance keeps."""

    def __init__(self) -> None:
        self.payers: FactCache[tuple[bytes, uuid.UUID], Payer] = FactCache()
        self.counters: FactCache[tuple[uuid.UUID, int], Counter] = FactCache()


def _memory() -> _Memory:
    kept: _Memory | None = current_app.extensions.get("payments")
    return kept or current_app.extensions.setdefault("payments", _Memory())


def counter(shop_id: uuid.UUID, now: datetime) -> Counter:
    """The shop as remembered; its stamps have to be expected. Raises NotFound."""
    return _memory().counters.get(_counter_key(shop_id, now), lambda: _load_counter(shop_id, now))


def payer(key_id: bytes, community_id: uuid.UUID) -> Payer | None:
    """The owner of a key as remembered, None for an unknown key; stamps have to be expected."""
    try:
        return _memory().payers.get(
            (key_id, community_id), lambda: _load_payer(key_id, community_id)
        )
    except CodeKeyUnknown:
        return None


def forget(counter: Counter, key_id: bytes | None, now: datetime) -> None:
    """Drop what a batch found to be stale."""
    shop = counter.shop
    _memory().counters.drop(_counter_key(shop.id, now))
    around = (shop.community_id, *visits.scopes(counter.homes))
    communities.forget(shop.id, *around)
    if key_id is not None:
        for community_id in around:
            _memory().payers.drop((key_id, community_id))


def setting(community: CommunityFacts, key: str, now: datetime) -> int:
    """A setting that is a number (minor units, days), on the community's own day."""
    value = community_service.setting(community, key, community.day(now))
    if not isinstance(value, int):
        raise TypeError(key)
    return value


def own_limit(person_id: uuid.UUID, community_id: uuid.UUID) -> int | None:
    """The limit that a member chose, in minor units; None when they never did."""
    row = db.session.get(PaymentLimit, (person_id, community_id), populate_existing=True)
    return row.amount if row else None


def _counter_key(shop_id: uuid.UUID, now: datetime) -> tuple[uuid.UUID, int]:
    # Settings change at midnight, which in every time zone is on a quarter of an hour.
    return shop_id, clock.millis(now) // _QUARTER


def _load_counter(shop_id: uuid.UUID, now: datetime) -> Counter:
    shop = communities.organisation(shop_id)
    community = communities.community(shop.community_id)
    homes = visits.homes(community, now)
    spending = community_service.spending_rules(community, community.day(now))
    return Counter(
        shop=shop,
        brief=ShopBrief(id=shop.id, name=shop.name),
        till_id=ledger.till(community.id, shop_id),
        facts=CounterFacts(
            community_number=community.number,
            max_payment=setting(community, "max_payment", now),
            default_limit=setting(community, "default_limit", now),
            is_open=shop.is_open,
            takes_coin=shop.kind in spending.organisations,
            category_allowed=may_sell(shop.kind, shop.category, spending.categories),
            partners=frozenset(home.number for home in homes),
        ),
        stamps=sum((home.stamps for home in homes), shop.stamps + community.stamps),
        community=community,
        homes=homes,
    )


def _load_payer(key_id: bytes, community_id: uuid.UUID) -> Payer:
    owner = identity.device_key(key_id)
    if owner is None:
        raise CodeKeyUnknown
    # The owner of a key never changes; everything else is read after the stamps.
    stamps = read_stamps([owner.person_id])
    key = identity.device_key(key_id) or owner
    member = Grant("member", Place(community_id))
    return Payer(
        person_id=key.person_id,
        wallet_id=ledger.wallet(community_id, key.person_id),
        facts=PayerFacts(
            public_key=load_public_key(key.public_key_spki),
            key_revoked=key.revoked_at is not None,
            is_member=member in communities.grants_of(key.person_id),
            limit=own_limit(key.person_id, community_id),
        ),
        stamps=stamps,
        is_told=notices.is_pushed(key.person_id, "paid"),
        is_asked=notices.is_pushed(key.person_id, "payment_waiting"),
    )
