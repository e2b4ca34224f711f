"""Lines and loans as the API shows them: with names to issuers, who have to call people."""

import uuid
from collections.abc import Iterable

from backend import clock
from backend.circulation import credit, drawing, parties, queries
from backend.circulation import credit_schemas as shown
from backend.circulation.credit_models import CreditLine, LineChange, Loan
from backend.circulation.parties import Party
from backend.communities import queries as communities
from backend.communities import service as community_service
from backend.identity import queries as people


def overview(community_id: uuid.UUID, caller_id: uuid.UUID) -> shown.Credit:
    """All lines and loans of a community."""
    rows = queries.lines(community_id)
    changes, loans = queries.changes_asked(community_id), queries.loans(community_id)
    names = _Names(
        [
            *(parties.party(row.owner_kind, row.owner_id) for row in rows),
            *(parties.party(row.owner_kind, row.owner_id) for row in changes),
            *(parties.party(row.borrower_kind, row.borrower_id) for row in loans),
            *(parties.person(row.asked_by) for row in changes),
            *(parties.person(row.asked_by) for row in loans),
        ]
    )
    lines = [_line(row, names) for row in rows]
    terms = community_service.credit_rules(communities.community(community_id))
    return shown.Credit(
        lines=lines,
        changes=[line_change(row, caller_id, names) for row in changes],
        loans=[loan(row, caller_id, names) for row in loans],
        granted=sum(line.granted for line in lines),
        owed=sum(line.owed for line in lines),
        member_line=terms.member_line,
        shop_line=terms.shop_line,
    )


def own(community_id: uuid.UUID, who: Party) -> shown.OwnCredit:
    """The line and the loans of one party, as they see it themselves."""
    names, now = _Names([who]), clock.now()
    row = drawing.find(community_id, who.id)
    available = drawing.available(community_id, who, now)
    line = _line(row, names, available) if row else None
    if row is None and available:
        line = shown.Line(
            id=None,
            owner=names.of(who),
            granted=available,
            owed=0,
            available=available,
            clear_by=None,
            frozen_why=None,
        )
    loans = [loan(one, None, names) for one in queries.loans_of(community_id, who.id)]
    return shown.OwnCredit(line=line, loans=loans)


def line(row: CreditLine) -> shown.Line:
    """One line, for an issuer."""
    return _line(row, _Names([parties.party(row.owner_kind, row.owner_id)]))


def line_change(
    row: LineChange, caller_id: uuid.UUID, names: "_Names | None" = None
) -> shown.LineChange:
    """A larger line that was asked for."""
    owner, asker = parties.party(row.owner_kind, row.owner_id), parties.person(row.asked_by)
    names = names or _Names([owner, asker])
    return shown.LineChange.model_validate(
        {
            "id": row.id,
            "owner": names.of(owner),
            "amount": row.amount,
            "why": row.why,
            "status": row.status,
            "asked_by": names.of(asker).name,
            "asked_at": row.asked_at,
            "mine": row.asked_by == caller_id,
        }
    )


def loan(row: Loan, caller_id: uuid.UUID | None, names: "_Names | None" = None) -> shown.Loan:
    """A loan; who asked for it is for issuers to know."""
    owner, asker = parties.party(row.borrower_kind, row.borrower_id), parties.person(row.asked_by)
    names = names or _Names([owner, asker])
    return shown.Loan.model_validate(
        {
            "id": row.id,
            "owner": names.of(owner),
            "source": row.source,
            "amount": row.amount,
            "repaid": row.repaid,
            "why": row.why,
            "status": row.status,
            "asked_by": names.of(asker).name if caller_id else "",
            "asked_at": row.asked_at,
            "spend_by": row.spend_by,
            "repay_by": row.repay_by,
            "mine": row.asked_by == caller_id,
        }
    )


def _line(row: CreditLine, names: "_Names", available: int | None = None) -> shown.Line:
    community = communities.community(row.community_id)
    owed = credit.drawn(row)
    if available is None:
        available = 0 if row.frozen_at else row.granted - owed
    return shown.Line.model_validate(
        {
            "id": row.id,
            "owner": names.of(parties.party(row.owner_kind, row.owner_id)),
            "granted": row.granted,
            "owed": owed,
            "available": available,
            "clear_by": credit.clear_by(row, community, community.day(clock.now())),
            "frozen_why": row.frozen_why,
        }
    )


class _Names:
    """The names of parties, read at once."""

    def __init__(self, of: Iterable[Party]) -> None:
        wanted = set(of)
        self._people = people.display_names({one.id for one in wanted if one.is_person})
        self._organisations = communities.organisation_names(
            {one.id for one in wanted if not one.is_person}
        )

    def of(self, who: Party) -> shown.Owner:
        """Name and kind."""
        if who.is_person:
            return shown.Owner(kind="member", name=self._people.get(who.id, ""))
        found = self._organisations[who.id]
        return shown.Owner(kind=found.kind, name=found.name)
