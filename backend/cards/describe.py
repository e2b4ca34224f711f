"""Cards as those may see them who may."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import select

from backend import clock
from backend.cards import access, deeds, queries, rules, schemas
from backend.cards.models import CardDeed, WalletCard
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.db import db
from backend.identity import queries as identity_queries
from backend.identity import service as identity
from backend.web.caller import Caller


def status(card: WalletCard) -> schemas.Status:
    """Whether the card works; a locked one does again when it is unlocked."""
    if card.ended_as is not None:
        return cast(schemas.Status, card.ended_as)
    return "locked" if card.tries >= rules.TRIES else "works"


def card(row: WalletCard) -> schemas.Card:
    """The card with its number."""
    following = db.session.scalar(select(WalletCard.id).where(WalletCard.replaces == row.id))
    return schemas.Card(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        number=row.number,
        status=status(row),
        made_at=row.made_at,
        has_phone=identity.was_ever_in(row.person_id),
        organisation_id=row.organisation_id,
        replaced_by=following,
    )


def brief(row: WalletCard) -> schemas.CardBrief:
    """The card in a list."""
    return schemas.CardBrief(id=row.id, name=row.name, status=status(row), made_at=row.made_at)


def page(row: WalletCard, caller: Caller, seen_as: access.As) -> schemas.CardPage:
    """The card and everything that was done with it."""
    return schemas.CardPage(
        card=card(row),
        community_id=row.community_id,
        seen_as=seen_as,
        opened=deeds.was_shown(row.id, caller.person_id, clock.now()),
        history=_lines(deeds.history(row.id)),
    )


def mine(caller: Caller, community: communities.CommunityFacts) -> schemas.MyCard:
    """The caller's own card and what it may pay."""
    terms = community_service.card_rules(community)
    row = queries.newest(caller.person_id, community.id)
    day = community.day(clock.now())
    return schemas.MyCard(
        card=card(row) if row else None,
        per_payment=terms.per_payment,
        per_day=terms.per_day,
        spent_today=queries.spent(caller.person_id, community.id, day),
    )


def _lines(history: Sequence[CardDeed]) -> list[schemas.CardLine]:
    people = identity_queries.display_names({line.by for line in history if line.by})
    places = communities.organisation_names(
        {line.organisation_id for line in history if line.organisation_id}
    )
    return [
        schemas.CardLine(
            deed=cast(schemas.DeedName, line.deed),
            at=line.at,
            by=people.get(line.by) if line.by else None,
            organisation=places[line.organisation_id].name if line.organisation_id else None,
        )
        for line in history
    ]
