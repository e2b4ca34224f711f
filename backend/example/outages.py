"""The example's cellar bakery: paying goes on when nobody has a network, within bounds."""

import uuid
from collections.abc import Mapping

from backend import clock
from backend.communities import dated_settings
from backend.communities.queries import CommunityFacts
from backend.example.cast import COIN
from backend.ids import new_id
from backend.offline import service as offline
from backend.offline.service import MoveOrder
from backend.programmes import queries as programmes

_RULE = {
    "allowance": 20 * COIN,
    "per_payment": 15 * COIN,
    "payer_day": 15 * COIN,
    "shop_day": 200 * COIN,
    "days": 7,
    "guaranteed_permille": 1000,
}
_GUARANTEE = 100 * COIN
_WHY = "Zodat een winkel zonder bereik niets verliest"


def be_ready(community: CommunityFacts, people: Mapping[str, uuid.UUID]) -> None:
    """Offer certificates, and put coin aside for what a certificate may turn out to lack."""
    issuer, today = people["anneke"], community.day(clock.now())
    dated_settings.set_value(community.id, "offline", _RULE, today, by=issuer, why=_WHY)
    programme = programmes.programmes(community.id)[0]
    offline.move_guarantee(
        MoveOrder(new_id(), community.id, programme.id, _GUARANTEE, _WHY, by=issuer)
    )
