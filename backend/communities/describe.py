"""Facts of neighbourhoods as the API shows them."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from backend import clock
from backend.communities import dated_settings, queries, rules
from backend.communities.facts import CommunityFacts, LinkFacts, OrganisationFacts, SettingFacts
from backend.communities.member_schemas import Me, Person
from backend.communities.schemas import (
    Community,
    Currency,
    EnrolmentLook,
    HeldRole,
    Organisation,
    Setting,
    SettingList,
    StaffList,
    StaffMember,
)
from backend.identity import queries as people
from backend.identity import service as identity
from backend.web.caller import Grant


def community(facts: CommunityFacts) -> Community:
    """A neighbourhood with its settings of today."""
    return Community(
        id=facts.id,
        number=facts.number,
        slug=facts.slug,
        name=facts.name,
        currency=Currency.model_validate(facts.currency),
        languages=list(facts.languages),
        timezone=facts.timezone,
        settings=dated_settings.current(facts),
    )


def organisation(facts: OrganisationFacts) -> Organisation:
    """An organisation."""
    return Organisation.model_validate(facts)


def staff(organisation_id: uuid.UUID) -> StaffList:
    """Who holds a role at an organisation, by name."""
    holders = queries.staff(organisation_id)
    names = people.display_names([holder.person_id for holder in holders])
    members = [
        {
            "person_id": holder.person_id,
            "display_name": names.get(holder.person_id, ""),
            "role": holder.role,
            "since": holder.since,
        }
        for holder in holders
    ]
    return StaffList(staff=[StaffMember.model_validate(member) for member in members])


def settings(community: CommunityFacts, key: str | None) -> SettingList:
    """The history of one key or of all, with what holds today."""
    rows = [row for row in community.settings if key in {None, row.key}]
    return SettingList(
        today=community.day(clock.now()),
        current=dated_settings.current(community),
        settings=_settings(community, rows),
    )


def setting(community: CommunityFacts, row: SettingFacts) -> Setting:
    """One value of the community's history."""
    return _settings(community, [row])[0]


def _settings(community: CommunityFacts, rows: Sequence[SettingFacts]) -> list[Setting]:
    names = people.display_names({row.set_by for row in rows if row.set_by})
    today = community.day(clock.now())
    return [
        Setting(
            key=row.key,
            value=row.value,
            valid_from=row.valid_from,
            set_by_name=names.get(row.set_by, "") if row.set_by else "",
            why=row.why,
            created_at=row.created_at,
            state=rules.state_on(community.settings, row, today),
        )
        for row in rows
    ]


def held_role(grant: Grant) -> HeldRole:
    """A role with the names of where it is held."""
    organisation_id = grant.place.organisation_id
    return HeldRole.model_validate(
        {
            "community": queries.brief(queries.community(grant.place.community_id)),
            "organisation": organisation_id
            and queries.organisation_brief(queries.organisation(organisation_id)),
            "role": grant.role,
        }
    )


def offer(link: LinkFacts) -> EnrolmentLook:
    """What an enrolment link offers, with the names of where."""
    held = held_role(Grant(link.role, link.place))
    return EnrolmentLook(
        community=held.community,
        organisation=held.organisation,
        role=held.role,
        expires_at=link.expires_at,
    )


def me(person_id: uuid.UUID, session_id: uuid.UUID, authenticated_at: datetime | None) -> Me:
    """The person of a session whose passkey was last confirmed at ``authenticated_at``."""
    return Me(
        person=Person.model_validate(people.person(person_id)),
        session_id=session_id,
        fresh_until=identity.fresh_until(authenticated_at),
        memberships=[held_role(grant) for grant in queries.grants_of(person_id)],
        has_passkey=identity.has_passkey(person_id),
    )
