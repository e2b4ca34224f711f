"""Use cases: a wallet's balance where the holder types the PIN; another PIN, and new tries."""

import uuid
from dataclasses import dataclass

from backend import clock
from backend.cards import access, deeds, pins, queries, rules, trying
from backend.cards.models import Deed, WalletCard
from backend.communities import queries as communities
from backend.db import unit_of_work
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger
from backend.web.caller import Caller
from backend.web.throttle import limit

UNLOCKED_BY_OTHERS = "3 per day"


@dataclass(frozen=True, slots=True)
class Opened:
    """A card whose PIN was right, and what is in its wallet, minor units."""

    card: WalletCard
    balance: int


def open_card(organisation_id: uuid.UUID, by: uuid.UUID, given: str, pin: str) -> Opened:
    """The wallet's balance, for the holder who typed the PIN at an organisation.

    Whoever holds the screen may go on for the holder some minutes (``deeds.AT_THE_DESK``).
    Raises CardUnknown, CardReplaced, CardBlocked, and what ``trying.require_right`` raises.
    """
    organisation = communities.organisation(organisation_id)
    card = queries.by_number(given, organisation.community_id)
    rules.check_works(card.ended_as)
    trying.require_right(trying.Try(card, pin, organisation_id, by))
    _note_shown(card.id, by, organisation_id)
    wallet = ledger.wallet(card.community_id, card.person_id)
    return Opened(queries.card(card.id), ledger_queries.balance(wallet))


@unit_of_work
def _note_shown(card_id: uuid.UUID, by: uuid.UUID, organisation_id: uuid.UUID) -> None:
    deeds.note(queries.card(card_id), Deed.SHOWN, by, organisation_id)


def choose_pin(card_id: uuid.UUID, typed: str, caller: Caller) -> WalletCard:
    """A new PIN, chosen by the holder: on the own phone, or on a coordinator's screen.

    A coordinator's only for somebody without a passkey. It unlocks the card as well. Raises
    NotFound, FreshLoginRequired, HolderHasPhone, PinInvalid, PinTooSimple, CardReplaced,
    CardBlocked.
    """
    card, who = access.card_for(caller, card_id, "holder", "coordinator")
    access.require_fresh(caller)
    if who == "coordinator":
        access.require_no_phone(card.person_id)
    pin = rules.new_pin(typed)
    return _keep_pin(card_id, *pins.hash_pin(pin, card.person_id), caller.person_id)


@unit_of_work
def _keep_pin(card_id: uuid.UUID, pin_hash: str, key_id: str, by: uuid.UUID) -> WalletCard:
    card = queries.locked(card_id)
    rules.check_works(card.ended_as)
    card.pin_hash, card.pin_key = pin_hash, key_id
    card.pin_by, card.pin_at = by, clock.now()
    card.tries = 0
    deeds.note(card, Deed.PIN, by)
    deeds.tell_holder(card, "card_pin_changed", by)
    return card


def unlock(card_id: uuid.UUID, caller: Caller) -> WalletCard:
    """Let the PIN be tried again; a coordinator does it a few times a day for one card at most.

    Raises NotFound, Throttled, CardReplaced, CardBlocked.
    """
    card, who = access.card_for(caller, card_id, "holder", "coordinator")
    if who != "holder":
        limit("unlock card", str(card.person_id), UNLOCKED_BY_OTHERS)
    return _unlock(card_id, caller.person_id)


@unit_of_work
def _unlock(card_id: uuid.UUID, by: uuid.UUID) -> WalletCard:
    card = queries.locked(card_id)
    rules.check_works(card.ended_as)
    if card.tries:
        card.tries = 0
        deeds.note(card, Deed.UNLOCKED, by)
        deeds.tell_holder(card, "card_was_unlocked", by)
    return card
