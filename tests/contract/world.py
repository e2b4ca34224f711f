"""A neighbourhood in which every kind of thing exists once, and a stranger for every role."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.web.caller import COMMUNITY_ROLES, ORGANISATION_ROLES, Place
from tests.contract.money import Asked, ask_for_money, money_bodies
from tests.factories.cards import card_bodies
from tests.factories.circulation import circulation_bodies, lent_and_traded
from tests.factories.communities import make_community, make_organisation, somebody
from tests.factories.disputes import dispute_bodies, disputed
from tests.factories.guards import watched
from tests.factories.mandates import mandate_bodies, standing_orders
from tests.factories.offline import offline_bodies, overspent_once
from tests.factories.payments import Counter, Payer, make_counter, make_payer
from tests.factories.redemption import OWN_IBAN, redeemed_once
from tests.factories.rescue import rescue_bodies
from tests.factories.sending import sending_bodies, sent_once
from tests.factories.sheets import printed, sheet_bodies
from tests.factories.tasks import Desk, claim, expect, make_desk

ROLES = sorted(COMMUNITY_ROLES | ORGANISATION_ROLES)


@dataclass(frozen=True)
class Stranger:
    """Somebody with one role at one place, freshly signed in; a member of that community too."""

    role: str
    place: Place
    client: FlaskClient

    def __str__(self) -> str:
        where = "its community" if self.place.organisation_id is None else "an organisation"
        return f"{self.role} of {where}"


@dataclass(frozen=True)
class World:
    """The things of one community, by the names of the path arguments that mean them."""

    community: CommunityFacts
    shop: OrganisationFacts
    association: OrganisationFacts
    counter: Counter
    payer: Payer
    desk: Desk
    task_id: str
    code_id: str
    jws: str
    claim_id: str
    paid_id: str
    waiting_id: str
    asked: Asked
    people: list[Stranger]
    redeeming: dict[str, object]

    def organisation(self, kind: str) -> OrganisationFacts:
        """The organisation that a route is tried at."""
        return self.shop if kind == "shop" else self.association

    def path(self, route_path: str, kind: str, payment: str) -> str:
        """``route_path`` with the things of this world in place of its arguments."""
        values = {
            "community_id": self.community.id,
            "organisation_id": self.organisation(kind).id,
            "person_id": self.counter.cashier.person_id,
            "payment_id": payment or new_id(),
            "refund_id": new_id(),
            "issue_id": self.asked.issue_id,
            "programme_id": self.asked.programme_id,
            "withdrawal_id": self.asked.withdrawal_id,
            "allocation_id": new_id(),
            "return_id": new_id(),
            "deposit_id": new_id(),
            "helper_row_id": new_id(),
            "recovery_id": new_id(),
            "card_id": new_id(),
            "replacement_id": new_id(),
            "task_id": self.task_id,
            "code_id": self.code_id,
            "claim_id": self.claim_id,
            "account_id": ledger.wallet(self.community.id, self.payer.person_id),
            "session_id": self.payer.session_id,
            "key_id": self.payer.key_id.hex(),
            **self.redeeming,
        }
        path = route_path
        for name, value in values.items():
            for converter in ("uuid:", "string(length=16):", ""):
                path = path.replace(f"<{converter}{name}>", str(value))
        assert "<" not in path, f"no value for an argument of {route_path}"
        return path


def make_world(app: Flask) -> World:
    """Build it through the API and the services, as people would."""
    community, elsewhere = make_community("Kanaleneiland"), make_community("Lombok")
    counter, desk = make_counter(app, community), make_desk(app, community)
    payer = make_payer(app, community)
    # Nobody is to find a thing by being at another organisation of the same community.
    other_shop = make_organisation(community.id, name="Fietsenmaker")
    other_association = make_organisation(community.id, "association", "Speeltuin", "")
    task, poster = desk.poster_of(needs_approval=True)
    claimed = expect(200, claim(payer.client, poster["jws"]))
    paid = expect(200, counter.scan(payer.code(), 100))
    waiting = expect(202, counter.scan(payer.code(limit=50), 900))
    places = {
        "shop_owner": (counter.shop.place, other_shop.place),
        "shop_staff": (counter.shop.place, other_shop.place),
        "coordinator": (desk.organisation.place, other_association.place),
    }
    people = []
    for role in ROLES:
        here = places.get(role, (Place(community.id),))
        for place in (*here, _elsewhere(role, elsewhere.id)):
            people.append(Stranger(role, place, somebody(app, role, place, fresh=True).client))
    return World(
        community, counter.shop, desk.organisation, counter, payer, desk,
        task["id"], poster["id"], poster["jws"], claimed["id"], paid["id"], waiting["id"],
        ask_for_money(community.id), people,
        {
            **overspent_once(app, community, counter.shop),
            **printed(desk, task),
            **redeemed_once(community.id, counter.shop.id),
            **watched(
                community, desk.organisation.id, uuid.UUID(task["id"]), payer.person_id
            ),
            **lent_and_traded(community.id, counter.shop.id),
            **sent_once(payer, counter.cashier.client),
            "dispute_id": disputed(uuid.UUID(paid["id"]), payer.person_id),
            **standing_orders(community, desk.organisation.id, payer.person_id),
        },
    )  # fmt: skip


def _elsewhere(role: str, community_id: uuid.UUID) -> Place:
    if role in COMMUNITY_ROLES:
        return Place(community_id)
    kind = "association" if role == "coordinator" else "shop"
    return make_organisation(community_id, kind, "Elders", "").place


def bodies(world: World) -> dict[str, Any]:
    """A body that fits the schema of each operation that takes one, so that only roles refuse."""
    some_id = str(new_id())
    return {
        "admit_organisation": {"name": "Nieuw", "kind": "shop", "category": "food"},
        "change_organisation": {"status": "closed"},
        "invite": {"role": "shop_staff", "organisation_id": str(world.shop.id)},
        "set_setting": {
            "key": "default_limit",
            "value": 1,
            "valid_from": "2099-01-01",
            "why": "proef",
        },
        "put_payment": {"shop_id": str(world.shop.id), "amount": 1, "code": "WM1:"},
        "put_refund": {"payment_id": world.paid_id, "amount": 1, "reason": "proef"},
        "put_limit": {"limit": 1},
        "make_short_code": {"code": "WM1:"},
        "make_server_code": {"amount": None},
        "confirm_payment": {"challenge_id": some_id, "credential": {}},
        "create_budget": {
            "id": some_id,
            "name": "Pot",
            "organisation_id": str(world.association.id),
        },
        **money_bodies(world.asked, world.desk.budget),
        "put_bank_details": {"iban": OWN_IBAN, "holder": "Proef"},
        "put_own_bank_details": {"iban": OWN_IBAN, "holder": "Proef"},
        "put_fee_association": {"association_id": str(world.association.id)},
        "put_redemption": {"organisation_id": str(world.shop.id), "amount": 1},
        "put_settlement": {"community_id": str(world.community.id)},
        "take_out_of_settlement": {"redemption_id": str(world.redeeming["redemption_id"])},
        "refuse_settlement": {"why": "proef"},
        **mandate_bodies(world.community, world.association.id, world.redeeming["plan_id"]),
        **circulation_bodies(
            world.community.id,
            world.shop.id,
            world.counter.cashier.person_id,
            world.desk.budget.id,
            world.redeeming,
        ),
        **dispute_bodies(world.paid_id),
        **offline_bodies(world.community.id),
        **rescue_bodies(world.association.id, world.counter.cashier.person_id),
        **card_bodies(world.shop.id, world.task_id),
        **sending_bodies(world.community.id),
        "create_task": world.desk.described(),
        "change_task": {"title": "Anders"},
        "prepare_task_code": {"key_id": world.desk.key_id.hex()},
        "register_task_code": {"jws": world.jws},
        **sheet_bodies(world.desk, world.task_id, world.jws, world.redeeming),
        "decline_claim": {"reason": "proef"},
        "approve_claims": {"ids": [world.claim_id]},
        "put_claim": {"code": world.jws, "minutes": None},
        "put_stay": {"code": world.jws},
        "disagree_with_claim": {"reason": "proef"},
        "close_stay": {"until": None},
        "dismiss_finding": {"note": "proef"},
        "read_task_code": {"code": world.jws},
    }


QUERIES = {
    "read_live": "?topics=notices",
    "read_my_codes": "?key_id=0000000000000000&from=1",
    "read_till": "?day=2026-01-01",
    "read_received": "?after=2026-01-01T00:00:00Z",
    "remove_staff": "?role=shop_staff",
    "read_quote": "?amount=100",
    "read_sale_quote": "?cents=100",
    "read_collections": "?first=2026-01-01&last=2026-12-31",
    "end_role": "?role=treasurer",
    "download_books": "?format=beancount",
    "download_programme_books": "?format=hledger",
    "download_report": "?format=csv",
    "download_statement": "?format=csv",
    "download_card_statement": "?format=csv",
}
