"""A neighbourhood with a shop, and people who hold each role in it."""

from dataclasses import dataclass

import pytest
from flask import Flask

from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.web.caller import Place
from tests.factories.communities import Somebody, make_community, make_organisation, somebody


@dataclass
class Here:
    """What the tests of this folder start from; the issuer and the owner are fresh."""

    app: Flask
    community: CommunityFacts
    bakery: OrganisationFacts
    issuer: Somebody
    owner: Somebody
    member: Somebody

    @property
    def place(self) -> Place:
        """The community itself."""
        return Place(self.community.id)

    def anybody(self, role: str, *, fresh: bool = True) -> Somebody:
        """A new person with ``role``: at the bakery, or in the community."""
        return somebody(self.app, role, self.bakery.place, fresh=fresh)


@pytest.fixture
def here(app: Flask) -> Here:
    """A community with a bakery, its owner, an issuer and a member."""
    community = make_community()
    bakery = make_organisation(community.id)
    return Here(
        app=app,
        community=community,
        bakery=bakery,
        issuer=somebody(app, "issuer", bakery.place, fresh=True, display_name="Anneke"),
        owner=somebody(app, "shop_owner", bakery.place, fresh=True, display_name="Hassan"),
        member=somebody(app, "member", bakery.place, fresh=True, display_name="Samira"),
    )
