"""HTTP of neighbourhoods: what they are, their organisations, staff, links and settings."""

import uuid

from flask import current_app

from backend.codes.links import build_enrolment_link
from backend.communities import (
    access,
    dated_settings,
    describe,
    enrolment,
    queries,
    rules,
    service,
)
from backend.communities import roles as use_roles
from backend.communities.schemas import (
    Community,
    EnrolmentLink,
    NewEnrolmentLink,
    NewOrganisation,
    NewSetting,
    Organisation,
    OrganisationChange,
    OrganisationList,
    Server,
    Setting,
    SettingList,
    StaffList,
    WhichRole,
    WhichSetting,
)
from backend.errors import Forbidden
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import PUBLIC, role
from backend.web.version import VERSION

routes = Routes("communities")

ANY_ROLE = ("member", "treasurer", "issuer", "shop_owner", "shop_staff", "coordinator")


@routes.get("/server", guard=PUBLIC, returns=Server)
def read_server() -> Server:
    """What this installation is, and which neighbourhoods can be joined here."""
    briefs = [queries.brief(community) for community in queries.communities()]
    return Server(
        version=VERSION, example=current_app.config["WIJKMUNT"].example, communities=briefs
    )


@routes.get(
    "/communities/<uuid:community_id>",
    guard=role(*ANY_ROLE, at=queries.community_in),
    returns=Community,
)
def read_community(community_id: uuid.UUID, caller: Caller) -> Community:
    """A neighbourhood with its settings of today."""
    return describe.community(queries.community(community_id))


@routes.get(
    "/communities/<uuid:community_id>/organisations",
    guard=role(*ANY_ROLE, at=queries.community_in),
    returns=OrganisationList,
)
def read_organisations(community_id: uuid.UUID, caller: Caller) -> OrganisationList:
    """The organisations of a neighbourhood."""
    found = queries.organisations(community_id)
    return OrganisationList(organisations=[describe.organisation(one) for one in found])


@routes.post(
    "/communities/<uuid:community_id>/organisations",
    guard=role("issuer", at=queries.community_in, fresh=True),
    body=NewOrganisation,
    returns=Organisation,
    status=201,
)
def admit_organisation(
    community_id: uuid.UUID, body: NewOrganisation, caller: Caller
) -> Organisation:
    """Admit an organisation."""
    made = service.create_organisation(
        community_id,
        name=body.name,
        kind=body.kind,
        category=body.category,
        coin_share=body.coin_share,
    )
    return describe.organisation(made)


@routes.patch(
    "/organisations/<uuid:organisation_id>",
    guard=role("issuer", "shop_owner", at=queries.organisation_in, fresh=True),
    body=OrganisationChange,
    returns=Organisation,
)
def change_organisation(
    organisation_id: uuid.UUID, body: OrganisationChange, caller: Caller
) -> Organisation:
    """Change an organisation; its owner may open and close it and state its share in coin."""
    place = queries.place_of_organisation(organisation_id)
    if (body.name or body.category is not None) and not caller.holds({"issuer"}, place):
        raise Forbidden
    changes = {name: getattr(body, name) for name in body.model_fields_set}
    return describe.organisation(service.change_organisation(organisation_id, **changes))


@routes.get(
    "/organisations/<uuid:organisation_id>/staff",
    guard=role("shop_owner", "coordinator", "issuer", at=queries.organisation_in),
    returns=StaffList,
)
def read_staff(organisation_id: uuid.UUID, caller: Caller) -> StaffList:
    """Who holds a role at an organisation."""
    return describe.staff(organisation_id)


@routes.delete(
    "/organisations/<uuid:organisation_id>/staff/<uuid:person_id>",
    guard=role("shop_owner", "issuer", at=queries.organisation_in, fresh=True),
    query=WhichRole,
)
def remove_staff(
    organisation_id: uuid.UUID, person_id: uuid.UUID, query: WhichRole, caller: Caller
) -> None:
    """Take a role at an organisation away; it is obeyed at once."""
    place = queries.place_of_organisation(organisation_id)
    use_roles.revoke(person_id, query.role, place, by=caller.person_id)


@routes.post(
    "/communities/<uuid:community_id>/enrolment-links",
    guard=role("issuer", "shop_owner", at=access.invited_to, fresh=True),
    body=NewEnrolmentLink,
    returns=EnrolmentLink,
    status=201,
)
def invite(community_id: uuid.UUID, body: NewEnrolmentLink, caller: Caller) -> EnrolmentLink:
    """Make a link that gives a role, once; a shop's owner may invite its staff."""
    place = access.invited_to({"community_id": community_id, "body": body})
    if not caller.holds(rules.may_give(body.role), place):
        raise Forbidden
    link = enrolment.invite(body.role, place, by=caller.person_id)
    url = build_enrolment_link(current_app.config["WIJKMUNT"].origin, link.token)
    return EnrolmentLink(id=link.facts.id, url=url, expires_at=link.facts.expires_at)


@routes.get(
    "/communities/<uuid:community_id>/settings",
    guard=role("issuer", "treasurer", at=queries.community_in),
    query=WhichSetting,
    returns=SettingList,
)
def read_settings(community_id: uuid.UUID, query: WhichSetting, caller: Caller) -> SettingList:
    """Every value that a setting had, has or will have, who set it and why."""
    return describe.settings(queries.community(community_id), query.key)


@routes.post(
    "/communities/<uuid:community_id>/settings",
    guard=role("issuer", at=queries.community_in, fresh=True),
    body=NewSetting,
    returns=Setting,
    status=201,
)
def set_setting(community_id: uuid.UUID, body: NewSetting, caller: Caller) -> Setting:
    """Let a setting have another value from today or a later day on."""
    made = dated_settings.set_value(
        community_id, body.key, body.value, body.valid_from, by=caller.person_id, why=body.why
    )
    return describe.setting(queries.community(community_id), made)
