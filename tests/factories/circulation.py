"""Communities that share a currency, for tests. Every function needs an app context."""

from backend.communities import queries, service
from backend.communities.queries import CommunityFacts
from backend.communities.service import NewCommunity
from backend.communities.setting_schemas import EuroRate
from tests.factories.rules import set_rule


def make_neighbour(
    community: CommunityFacts, name: str = "Lombok", month_limit: int | None = None
) -> CommunityFacts:
    """Another community with the same currency; each takes the other's members."""
    community_id = service.create_community(
        NewCommunity(
            name=name,
            currency=community.currency.id,
            euro_rate=EuroRate(coins=10, euro_cents=100),
        )
    )
    other = queries.community(community_id)
    for here, there in ((community, other), (other, community)):
        set_rule(here.id, "exchange", {"with": [there.slug], "month_limit": month_limit})
    return queries.community(community_id)
