"""Trusted helpers: named by the member, accepted by the helper, ended by either; at most five."""

import pytest
from flask import Flask

from backend.communities.queries import CommunityFacts
from backend.rescue import helpers, queries
from backend.rescue.errors import HelperOfferGone, OwnHelper, TooManyHelpers
from tests.factories.communities import make_community, make_member
from tests.factories.rescue import caller_of, name_helper


@pytest.fixture
def community(app: Flask) -> CommunityFacts:
    return make_community()


def test_a_helper_is_named_by_the_member_and_ended_by_either(
    app: Flask, community: CommunityFacts
) -> None:
    member, helper = make_member(community.id), make_member(community.id, "Bram")
    assert not queries.is_helper(member, helper, community.id)
    row = name_helper(community.id, member, helper)
    assert queries.is_helper(member, helper, community.id)
    assert not queries.is_helper(helper, member, community.id)
    assert not queries.is_helper(member, helper, make_community("Lombok").id)
    helpers.end(row.id, caller_of(helper))
    assert not queries.is_helper(member, helper, community.id)
    row = name_helper(community.id, member, helper)
    helpers.end(row.id, caller_of(member, fresh=True))
    assert not queries.is_helper(member, helper, community.id)


def test_an_offer_is_for_one_other_person_and_there_are_five_at_most(
    app: Flask, community: CommunityFacts
) -> None:
    member, helper = make_member(community.id), make_member(community.id, "Bram")
    offer = helpers.offer(community.id, member)
    with pytest.raises(OwnHelper):
        helpers.accept(offer.token, caller_of(member))
    helpers.accept(offer.token, caller_of(helper))
    with pytest.raises(HelperOfferGone):
        helpers.accept(offer.token, caller_of(make_member(community.id, "Dief")))
    for _ in range(4):
        helpers.offer(community.id, member)
    with pytest.raises(TooManyHelpers):
        helpers.offer(community.id, member)
