"""The desk's rows as the API shows them. Members are never named, organisations are."""

import uuid

from backend import clock
from backend.circulation import associations, drawing, notes, offices, parties, queries, trades
from backend.circulation import schemas as shown
from backend.circulation.models import Netting, NoteExchange, Sale, Trade
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.communities.queries import OrganisationBrief
from backend.ledger import queries as ledger_queries
from backend.ledger import service as ledger

FEW = 5
"""Below so many people a count could tell who they are."""


def circulation(community_id: uuid.UUID) -> shown.Circulation:
    """The desk at a glance."""
    community = communities.community(community_id)
    names = communities.organisation_names(offices.of_community(community_id))
    return shown.Circulation(
        fund=ledger_queries.balance(ledger.fund(community_id)),
        gifts_owed=queries.gifts_owed(community_id),
        offices=sorted(names.values(), key=lambda one: one.name),
        denominations=sorted(community_service.note_rules(community).denominations),
        notes=_counts(notes.outstanding(community_id)),
        exchanges=[note_exchange(row) for row in queries.note_exchanges(community_id)],
        nettings=[_netting(row) for row in queries.nettings(community_id)],
    )


def sale_list(community_id: uuid.UUID, part: shown.PartQuery) -> shown.SaleList:
    """Sales, newest first."""
    rows = queries.sales(community_id, part.before, part.limit + 1)
    found, rest = rows[: part.limit], len(rows) > part.limit
    return shown.SaleList(sales=[sale(row) for row in found], next=found[-1].id if rest else None)


def sale(row: Sale) -> shown.Sale:
    """A sale; an association that the buyer chose earlier is the buyer's own affair."""
    named = row.gift_to if row.gift_chosen else None
    buyer = None if row.buyer_kind == "person" else row.buyer_id
    return shown.Sale(
        id=row.id,
        at=row.at,
        buyer=_brief(buyer),
        office=_brief(row.office_id),
        cents=row.cents,
        paid_by="bank" if row.paid_by == "bank" else "cash",
        reference=row.reference,
        amount=row.amount,
        bonus=row.bonus,
        gift=row.gift,
        gift_to=_brief(named),
        gift_paid=row.gift_paid_at is not None,
    )


def note_exchange(row: NoteExchange) -> shown.NoteExchange:
    """An exchange of notes."""
    return shown.NoteExchange(
        id=row.id,
        at=row.at,
        direction="out" if row.direction == "out" else "in",
        amount=row.amount,
        notes=[shown.NoteCount.model_validate(one) for one in row.notes],
    )


def my_association(community_id: uuid.UUID, person_id: uuid.UUID) -> shown.MyAssociation:
    """A member's own choice, with what there is to choose from."""
    terms = community_service.sale_rules(communities.community(community_id))
    counted = associations.sponsors(community_id)
    found = [
        one
        for one in communities.organisations(community_id)
        if one.kind == "association" and one.is_open
    ]
    return shown.MyAssociation(
        chosen=_brief(associations.chosen_by(community_id, person_id)),
        associations=[
            shown.Association(
                organisation=communities.organisation_brief(one),
                sponsors=counted[one.id] if counted.get(one.id, 0) >= FEW else None,
                gets_gifts=counted.get(one.id, 0) >= terms.gift_from_sponsors,
            )
            for one in found
        ],
        gift_permille=terms.gift_permille,
        needed=terms.gift_from_sponsors,
    )


def partners(organisation_id: uuid.UUID) -> shown.PartnerList:
    """Whom an organisation can pay, and with how much."""
    payer = communities.organisation(organisation_id)
    community = communities.community(payer.community_id)
    balance = ledger_queries.balance(ledger.till(community.id, payer.id))
    line = drawing.available(community.id, parties.organisation(payer.id), clock.now())
    limit = community_service.setting(community, "default_limit")
    return shown.PartnerList(
        partners=[
            shown.Partner.model_validate(
                {"id": one.id, "name": one.name, "kind": one.kind, "category": one.category}
            )
            for one in communities.organisations(community.id)
            if trades.is_partner(payer, one)
        ],
        balance=balance,
        available=balance + line,
        fresh_above=limit if isinstance(limit, int) else 0,
        sells=offices.is_office(organisation_id),
    )


def trade_list(organisation_id: uuid.UUID, part: shown.PartQuery) -> shown.TradeList:
    """Trades of an organisation, newest first."""
    rows = queries.trades(organisation_id, part.before, part.limit + 1)
    found, rest = rows[: part.limit], len(rows) > part.limit
    return shown.TradeList(
        trades=[trade(row, organisation_id) for row in found],
        next=found[-1].id if rest else None,
    )


def trade(row: Trade, seen_by: uuid.UUID) -> shown.Trade:
    """A trade as the organisation ``seen_by`` sees it."""
    out = row.payer_id == seen_by
    partner = communities.organisation(row.payee_id if out else row.payer_id)
    return shown.Trade(
        id=row.id,
        at=row.at,
        direction="out" if out else "in",
        partner=communities.organisation_brief(partner),
        amount=row.amount,
        refunded=row.refunded,
        memo=row.memo,
    )


def _netting(row: Netting) -> shown.Netting:
    return shown.Netting(
        month=row.month,
        payer=communities.community(row.payer_id).name,
        payee=communities.community(row.payee_id).name,
        amount=row.amount,
        cents=row.cents,
        status="settled" if row.status == "settled" else "short",
    )


def _brief(organisation_id: uuid.UUID | None) -> OrganisationBrief | None:
    if organisation_id is None:
        return None
    return communities.organisation_brief(communities.organisation(organisation_id))


def _counts(counted: dict[int, int]) -> list[shown.NoteCount]:
    return [shown.NoteCount(amount=amount, count=count) for amount, count in counted.items()]
