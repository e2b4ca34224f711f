"""How the example's coin came to be: the municipality's euro, its programme, two issuers."""

import uuid
from collections.abc import Mapping

from backend import clock
from backend.communities import dated_settings
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.example import cast
from backend.ids import new_id
from backend.programmes import service as programmes
from backend.programmes.service import NewLine, NewProgramme

People = Mapping[str, uuid.UUID]
Organisations = Mapping[str, OrganisationFacts]


def fund(
    community: CommunityFacts, organisations: Organisations, people: People
) -> dict[str, uuid.UUID]:
    """Cover the coin, start the programme, make its coin and fill budgets; their ids by key."""
    _cover(community, organisations, people)
    lines = {line.key: NewLine(new_id(), line.name, line.coins * cast.COIN) for line in cast.LINES}
    programme_id = _programme(community, organisations, people, list(lines.values()))
    issue_id = _ask(programme_id, cast.ISSUED_COINS, cast.ISSUED_BECAUSE, people)
    programmes.approve_issue(issue_id, by=people["karim"])
    made = {}
    for budget in cast.BUDGETS:
        made[budget.key] = new_id()
        programmes.create_budget(
            made[budget.key],
            community_id=community.id,
            organisation_id=organisations[budget.at].id,
            name=budget.name,
            by=people["anneke"],
            programme_id=programme_id,
            line_id=lines[budget.line].id,
        )
        programmes.allocate(
            new_id(),
            programme_id=programme_id,
            budget_id=made[budget.key],
            amount=budget.coins * cast.COIN,
            why=budget.why,
            by=people["anneke"],
        )
    return made


def ask_for_more(community: CommunityFacts, people: People) -> None:
    """Leave something for a visitor who steps in as the second issuer to agree to."""
    programme_id = programmes.issues_of(community.id)[0].programme_id
    _ask(programme_id, cast.ASKED_COINS, cast.ASKED_BECAUSE, people)


def _cover(community: CommunityFacts, organisations: Organisations, people: People) -> None:
    today = community.day(clock.now())
    dated_settings.set_value(
        community.id, "backing", cast.BACKING, today, by=people["anneke"], why=cast.BACKED_BECAUSE
    )
    programmes.record_deposit(
        new_id(),
        community_id=community.id,
        cents=cast.DEPOSIT_CENTS,
        bank_reference=cast.DEPOSIT_REFERENCE,
        day=today,
        received_from=organisations[cast.FUNDER].name,
        by=people["bram"],
    )


def _programme(
    community: CommunityFacts,
    organisations: Organisations,
    people: People,
    lines: list[NewLine],
) -> uuid.UUID:
    today, funder = community.day(clock.now()), organisations[cast.FUNDER]
    new = NewProgramme(
        community_id=community.id,
        funder=funder.name,
        funder_id=funder.id,
        name=cast.PROGRAMME,
        purpose=cast.PURPOSE,
        starts_on=today,
        ends_on=today + cast.PROGRAMME_LASTS,
        euro_cents=cast.PROGRAMME_CENTS,
        amount=cast.PROGRAMME_COINS * cast.COIN,
        lines=lines,
    )
    return programmes.create_programme(new_id(), new, by=people["anneke"]).id


def _ask(programme_id: uuid.UUID, coins: int, why: str, people: People) -> uuid.UUID:
    asked = programmes.request_issue(
        new_id(),
        programme_id=programme_id,
        amount=coins * cast.COIN,
        why=why,
        by=people["anneke"],
    )
    return asked.id
