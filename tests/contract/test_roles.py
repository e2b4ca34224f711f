"""Every route with every wrong role: nobody reads or changes what is not theirs.

``MAY`` is written by hand, so that a guard that is loosened by mistake fails here.
"""

import uuid
from collections.abc import Iterator

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from backend.db import db
from backend.ledger.models import TransferRow
from backend.web.api import ROUTES, Route
from backend.web.caller import COMMUNITY_ROLES
from tests.contract.world import QUERIES, Stranger, World, bodies, make_world
from tests.factories.identity import send, signed_in_client
from tests.factories.ledger import findings
from tests.factories.sending import FOR_MEMBERS

EVERYBODY_HERE = {"coordinator", "issuer", "member", "shop_owner", "shop_staff", "treasurer"}

# Operation: who may, and at which organisation it is tried.
MAY: dict[str, tuple[set[str], str]] = {
    "read_community": (EVERYBODY_HERE, "shop"),
    "read_organisations": (EVERYBODY_HERE, "shop"),
    "admit_organisation": ({"issuer"}, "shop"),
    "change_organisation": ({"issuer", "shop_owner"}, "shop"),
    "read_staff": ({"issuer", "shop_owner", "coordinator"}, "shop"),
    "remove_staff": ({"issuer", "shop_owner"}, "shop"),
    "invite": ({"issuer", "shop_owner"}, "shop"),
    "read_people": ({"issuer"}, "shop"),
    "end_role": ({"issuer"}, "shop"),
    "read_settings": ({"issuer", "treasurer"}, "shop"),
    "read_volunteer_meter": (EVERYBODY_HERE, "association"),
    "set_setting": ({"issuer"}, "shop"),
    "put_payment": ({"shop_owner", "shop_staff"}, "shop"),
    "cancel_payment": ({"shop_owner", "shop_staff"}, "shop"),
    "put_refund": ({"shop_owner", "shop_staff"}, "shop"),
    "read_till": ({"shop_owner", "shop_staff"}, "shop"),
    "read_my_codes": (EVERYBODY_HERE, "shop"),
    "make_short_code": (EVERYBODY_HERE, "shop"),
    "make_server_code": (EVERYBODY_HERE, "shop"),
    "read_wallet": (EVERYBODY_HERE, "shop"),
    "put_limit": (EVERYBODY_HERE, "shop"),
    "read_accounts": (
        {"shop_owner", "shop_staff", "coordinator", "issuer", "treasurer"},
        "association",
    ),
    "create_budget": ({"issuer"}, "association"),
    "read_programmes": ({"issuer", "treasurer"}, "association"),
    "read_programme": ({"issuer", "treasurer"}, "association"),
    "read_burn_down": ({"issuer", "treasurer"}, "association"),
    "put_programme": ({"issuer"}, "association"),
    "put_allocation": ({"issuer"}, "association"),
    "put_allocation_return": ({"issuer"}, "association"),
    "put_issue_return": ({"issuer"}, "association"),
    "read_issues": ({"issuer", "treasurer"}, "association"),
    "put_issue": ({"issuer"}, "association"),
    "approve_issue": ({"issuer"}, "association"),
    "decline_issue": ({"issuer"}, "association"),
    "close_programme": ({"issuer"}, "association"),
    "download_books": ({"issuer", "treasurer"}, "shop"),
    "download_programme_books": ({"issuer", "treasurer"}, "association"),
    "read_figures": ({"issuer", "treasurer"}, "association"),
    "download_report": ({"issuer", "treasurer"}, "association"),
    "read_reserve": ({"issuer", "treasurer"}, "association"),
    "put_deposit": ({"treasurer"}, "association"),
    "put_withdrawal": ({"treasurer"}, "association"),
    "approve_withdrawal": ({"treasurer"}, "association"),
    "decline_withdrawal": ({"treasurer"}, "association"),
    "read_bank_details": ({"shop_owner", "shop_staff", "treasurer"}, "shop"),
    "put_bank_details": ({"shop_owner"}, "shop"),
    "read_redeemable": ({"shop_owner", "shop_staff", "treasurer"}, "shop"),
    "read_quote": ({"shop_owner", "shop_staff", "treasurer"}, "shop"),
    "put_fee_association": ({"shop_owner"}, "shop"),
    "put_redemption": ({"shop_owner"}, "shop"),
    "cancel_redemption": ({"shop_owner"}, "shop"),
    "send_redemption_again": ({"shop_owner"}, "shop"),
    "read_own_bank_details": ({"treasurer"}, "shop"),
    "put_own_bank_details": ({"treasurer"}, "shop"),
    "read_redemptions": ({"treasurer"}, "shop"),
    "read_settlements": ({"treasurer"}, "shop"),
    "read_settlement": ({"treasurer"}, "shop"),
    "put_settlement": ({"treasurer"}, "shop"),
    "check_settlement": ({"treasurer"}, "shop"),
    "take_out_of_settlement": ({"treasurer"}, "shop"),
    "dissolve_settlement": ({"treasurer"}, "shop"),
    "refuse_settlement": ({"treasurer"}, "shop"),
    "release_settlement": ({"treasurer"}, "shop"),
    "read_bank_file": ({"treasurer"}, "shop"),
    "read_bank_statements": ({"treasurer"}, "shop"),
    "upload_bank_statement": ({"treasurer"}, "shop"),
    "read_bank_statement": ({"treasurer"}, "shop"),
    "go_on_with_bank_statement": ({"treasurer"}, "shop"),
    "read_fund_plans": ({"issuer"}, "association"),
    "read_organisation_mandates": ({"shop_owner", "coordinator"}, "shop"),
    "read_open_plans": (EVERYBODY_HERE, "association"),
    "read_plan": (EVERYBODY_HERE, "association"),
    "give_mandate": (EVERYBODY_HERE, "association"),
    "read_own_mandates": (EVERYBODY_HERE, "association"),
    "join_line": (EVERYBODY_HERE, "association"),
    "leave_line": (EVERYBODY_HERE, "association"),
    "read_plans": ({"coordinator", "issuer"}, "association"),
    "put_plan": ({"coordinator", "issuer"}, "association"),
    "change_plan": ({"coordinator", "issuer"}, "association"),
    "read_payers": ({"coordinator", "issuer"}, "association"),
    "read_collections": ({"coordinator", "issuer"}, "association"),
    "give_grant": ({"coordinator", "issuer"}, "association"),
    "stop_mandate": ({"coordinator", "issuer"}, "association"),
    "note_euro": ({"coordinator", "issuer"}, "association"),
    "return_collection": ({"coordinator", "issuer"}, "association"),
    "read_plots": ({"coordinator", "issuer"}, "association"),
    "add_plots": ({"coordinator", "issuer"}, "association"),
    "withdraw_plot": ({"coordinator", "issuer"}, "association"),
    "remove_from_line": ({"coordinator", "issuer"}, "association"),
    "put_card_claim": ({"coordinator"}, "association"),
    "read_helped_cards": (EVERYBODY_HERE, "shop"),
    "read_my_card": (EVERYBODY_HERE, "shop"),
    "put_my_card": (EVERYBODY_HERE, "shop"),
    "read_cards": ({"coordinator"}, "association"),
    "put_card_holder": ({"coordinator"}, "association"),
    "look_at_card": ({"coordinator"}, "association"),
    "put_card_payment": ({"shop_owner", "shop_staff"}, "shop"),
    "open_card": ({"shop_owner", "shop_staff", "coordinator"}, "shop"),
    "find_customer": (
        {"treasurer", "issuer", "shop_owner", "shop_staff", "coordinator"},
        "shop",
    ),
    "read_sale_quote": (EVERYBODY_HERE, "shop"),
    "put_sale": ({"treasurer", "shop_owner", "shop_staff"}, "shop"),
    "read_sales": ({"treasurer", "issuer"}, "shop"),
    "read_circulation": ({"treasurer", "issuer"}, "shop"),
    "put_exchange_office": ({"treasurer"}, "shop"),
    "put_contribution": ({"issuer"}, "association"),
    "put_note_exchange": ({"treasurer"}, "shop"),
    "read_my_association": (EVERYBODY_HERE, "shop"),
    "put_my_association": (EVERYBODY_HERE, "shop"),
    "read_partners": ({"shop_owner", "shop_staff", "coordinator"}, "shop"),
    "read_trades": ({"shop_owner", "shop_staff", "coordinator"}, "shop"),
    "put_trade": ({"shop_owner", "shop_staff", "coordinator"}, "shop"),
    "put_trade_refund": ({"shop_owner", "shop_staff", "coordinator"}, "shop"),
    "put_wage": ({"shop_owner"}, "shop"),
    "read_credit": ({"issuer", "treasurer"}, "shop"),
    "read_my_credit": (EVERYBODY_HERE, "shop"),
    "read_organisation_credit": ({"shop_owner", "shop_staff", "coordinator"}, "shop"),
    "put_line_change": ({"issuer"}, "shop"),
    "decide_line": ({"issuer"}, "shop"),
    "freeze_line": ({"issuer"}, "shop"),
    "put_loan": ({"issuer"}, "shop"),
    "decide_loan": ({"issuer"}, "shop"),
    "read_own_claims": (EVERYBODY_HERE, "association"),
    "read_claims": ({"coordinator"}, "association"),
    "approve_claim": ({"coordinator"}, "association"),
    "decline_claim": ({"coordinator"}, "association"),
    "approve_claims": ({"coordinator"}, "association"),
    "read_second_looks": ({"issuer"}, "association"),
    "agree_to_claim": ({"issuer"}, "association"),
    "disagree_with_claim": ({"issuer"}, "association"),
    "read_own_stays": (EVERYBODY_HERE, "association"),
    "read_stays": ({"coordinator"}, "association"),
    "close_stay": ({"coordinator"}, "association"),
    "read_scans": ({"coordinator"}, "association"),
    "read_findings": ({"issuer"}, "association"),
    "look_for_findings": ({"issuer"}, "association"),
    "dismiss_finding": ({"issuer"}, "association"),
    "read_offered_tasks": (EVERYBODY_HERE, "association"),
    "read_tasks": ({"coordinator"}, "association"),
    "create_task": ({"coordinator"}, "association"),
    "read_task": (EVERYBODY_HERE, "association"),
    "change_task": ({"coordinator"}, "association"),
    "withdraw_task": ({"coordinator"}, "association"),
    "prepare_task_code": ({"coordinator"}, "association"),
    "register_task_code": ({"coordinator"}, "association"),
    "read_task_codes": ({"coordinator"}, "association"),
    "withdraw_task_code": ({"coordinator"}, "association"),
    "read_task_code_picture": ({"coordinator"}, "association"),
    "put_code_sheet": ({"coordinator"}, "association"),
    "read_code_sheets": ({"coordinator"}, "association"),
    "read_code_sheet": ({"coordinator"}, "association"),
    "prepare_code_sheet": ({"coordinator"}, "association"),
    "register_codes_of_sheet": ({"coordinator"}, "association"),
    "withdraw_code_sheet": ({"coordinator"}, "association"),
    "read_note_sheets": ({"coordinator"}, "association"),
    "put_note_sheet": ({"coordinator"}, "association"),
    "read_note_sheet": ({"coordinator"}, "association"),
    "prepare_note_sheet": ({"coordinator"}, "association"),
    "register_notes": ({"coordinator"}, "association"),
    "put_note_withdrawal": ({"coordinator"}, "association"),
    "give_certificate": (EVERYBODY_HERE, "shop"),
    "read_shop_cache": ({"shop_owner", "shop_staff"}, "shop"),
    "settle_offline_payments": ({"shop_owner", "shop_staff"}, "shop"),
    "read_conflicts_of_shop": ({"shop_owner", "shop_staff", "issuer", "treasurer"}, "shop"),
    "read_my_conflicts": (EVERYBODY_HERE, "shop"),
    "read_conflicts": ({"issuer", "treasurer"}, "shop"),
    "waive_debt": ({"issuer"}, "shop"),
    "read_guarantee": ({"issuer", "treasurer"}, "shop"),
    "move_guarantee": ({"issuer"}, "shop"),
    "read_shop_disputes": ({"shop_owner", "shop_staff"}, "shop"),
    "read_disputes": ({"issuer"}, "shop"),
    "answer_dispute": ({"shop_owner", "shop_staff"}, "shop"),
    "decide_dispute": ({"issuer"}, "shop"),
    "pay_what_is_owed": ({"shop_owner", "shop_staff"}, "shop"),
    **dict.fromkeys(FOR_MEMBERS, (EVERYBODY_HERE, "shop")),
    "read_organisation_requests": ({"shop_owner", "shop_staff", "coordinator"}, "shop"),
    "read_helpers": (EVERYBODY_HERE, "association"),
    "offer_helper": (EVERYBODY_HERE, "association"),
    "find_person": ({"coordinator"}, "association"),
    "block_as_coordinator": ({"coordinator"}, "association"),
    "read_recoveries": ({"coordinator"}, "association"),
    "read_all_recoveries": ({"issuer"}, "association"),
    "put_recovery": ({"coordinator"}, "association"),
}
# For anybody who is signed in, about themselves only.
ABOUT_ONESELF = {
    "read_me", "change_me", "accept_link", "read_passkeys", "begin_adding_passkey", "add_passkey",
    "remove_passkey", "read_recovery_codes", "count_recovery_codes", "replace_recovery_codes",
    "read_device_keys", "register_device_key", "read_sessions", "begin_confirmation",
    "confirm_session", "confirm_in_example", "read_notices", "mark_notices_read",
    "look_at_helper_offer", "accept_helper_offer", "read_my_disputes",
    "put_send", "look_at_request", "put_payment_request", "put_split",
    "read_push", "subscribe_to_push", "unsubscribe_from_push", "switch_push",
    "read_live",
}  # fmt: skip
# For anybody who is signed in and to whom the thing belongs; to all others it does not exist.
ONES_OWN_THING = {
    "get_payment", "decline_payment", "wait_longer", "begin_payment_confirmation",
    "confirm_payment",
    "read_statement", "download_statement", "revoke_session", "revoke_device_key", "put_claim",
    "put_stay", "read_note", "put_note_taking",
    "read_task_code", "confirm_payment_in_example", "read_mandate", "end_mandate", "accept_amount",
    "read_send", "read_payment_request", "cancel_payment_request", "decline_payment_request",
    "read_split", "cancel_split",
    "put_loan_repayment", "end_helper", "block_as_helper", "agree_to_recovery", "stop_recovery",
    "put_dispute", "read_dispute", "accept_answer", "ask_community", "withdraw_dispute",
}  # fmt: skip
ANYBODY = {
    "look_at_hand_over", "begin_hand_over", "finish_hand_over",
    "begin_sign_up", "finish_sign_up", "finish_sign_in", "sign_in_with_recovery_code",
    "look_at_link", "read_server", "begin_sign_in", "refresh_session", "sign_out",
    "read_task_keys", "read_certificate_keys", "read_example", "step_into",
    "read_public_figures", "look_at_lost", "block_lost", "look_at_recovery_link",
    "begin_coming_back", "come_back", "begin_stopping_recovery", "stop_recovery_by_passkey",
    "stop_recovery_by_code",
}  # fmt: skip

# Everybody sees a part of their own; each has a test below.
# Who may touch a card is told in tests/cards/test_who_may.py.
CARDS = {
    "read_card", "block_card", "replace_card", "unlock_card", "choose_card_pin", "hand_card_over",
    "offer_helper_for_card",
    "download_card_statement",
}  # fmt: skip
IN_PARTS = CARDS | {"read_budgets", "look_up_recovery"}


def guarded() -> Iterator[tuple[Route, set[str], str]]:
    for name, (roles, kind) in MAY.items():
        yield ROUTES[name], roles, kind


def ask(world: World, who: Stranger, route: Route, kind: str) -> tuple[int, str]:
    payment = world.waiting_id if route.name != "put_payment" else ""
    path = world.path(route.path, kind, payment) + QUERIES.get(route.name, "")
    answer = send(who.client, route.method, path, bodies(world).get(route.name))
    code = answer.json["code"] if answer.mimetype == "application/problem+json" else ""
    return answer.status_code, code


def permitted(world: World, who: Stranger, roles: set[str], kind: str) -> bool:
    if who.place.community_id != world.community.id:
        return False
    if "member" in roles:
        return True
    at_hand = world.organisation(kind).id
    return who.role in roles and (
        who.role in COMMUNITY_ROLES or who.place.organisation_id == at_hand
    )


def transfers() -> int:
    db.session.rollback()
    return db.session.execute(select(func.count()).select_from(TransferRow)).scalar_one()


def test_every_operation_is_in_one_of_the_lists(app: Flask) -> None:
    listed = MAY.keys() | ABOUT_ONESELF | ONES_OWN_THING | ANYBODY | IN_PARTS
    assert ROUTES.keys() - listed == set()


def test_public_operations_are_those_on_the_list(app: Flask) -> None:
    assert {name for name, route in ROUTES.items() if route.guard.public} <= ANYBODY


def test_every_wrong_role_is_refused_everywhere_and_moves_nothing(app: Flask) -> None:
    world = make_world(app)
    before, tried, let_in = transfers(), 0, []
    for route, roles, kind in guarded():
        for who in world.people:
            if permitted(world, who, roles, kind):
                continue
            tried += 1
            status, code = ask(world, who, route, kind)
            at_home = who.place.community_id == world.community.id
            if (status, code) != ((403, "forbidden") if at_home else (404, "not_found")):
                let_in.append(f"{route.name}: {who} got {status} {code}")
    assert let_in == []
    assert tried > 400
    assert transfers() == before
    assert findings() == []


def test_the_right_roles_are_let_through(app: Flask) -> None:
    world = make_world(app)
    kept_out = []
    for route, roles, kind in guarded():
        for who in world.people:
            if not permitted(world, who, roles, kind) or route.method == "DELETE":
                continue
            status, code = ask(world, who, route, kind)
            if status in {401, 403, 404} or status >= 500:
                kept_out.append(f"{route.name}: {who} got {status} {code}")
    assert kept_out == []
    assert findings() == []


def test_a_thing_of_somebody_else_does_not_exist(app: Flask) -> None:
    world = make_world(app)
    seen = []
    scanned = {"put_claim", "put_stay", "read_task_code", "read_note", "put_note_taking"}
    for name in ONES_OWN_THING - scanned - {"confirm_payment_in_example"}:
        for who in world.people:
            of_the_shop = who.place == world.shop.place
            if name == "get_payment" and of_the_shop:
                continue
            if name == "read_dispute" and (of_the_shop or who.role == "issuer"):
                continue
            status, code = ask(world, who, ROUTES[name], "shop")
            if (status, code) != (404, "not_found"):
                seen.append(f"{name}: {who} got {status} {code}")
    for name in scanned:
        for who in world.people:
            if who.place.community_id != world.community.id:
                status, code = ask(world, who, ROUTES[name], "association")
                if status < 400 or status >= 500:
                    seen.append(f"{name}: {who} got {status} {code}")
    assert seen == []
    assert findings() == []


def test_budgets_are_seen_by_those_who_answer_for_them(app: Flask) -> None:
    world = make_world(app)
    path = f"/communities/{world.community.id}/budgets"
    for who in world.people:
        answer = send(who.client, "GET", path)
        if who.place.community_id != world.community.id:
            assert answer.status_code == 404
        elif who.role in {"issuer", "treasurer"} or who.place == world.association.place:
            assert [budget["name"] for budget in answer.json["budgets"]] == ["Schone straten"]
        else:
            assert answer.status_code == 403 or answer.json["budgets"] == []


def test_nobody_gets_in_without_a_session(app: Flask) -> None:
    world = make_world(app)
    nobody = Stranger("nobody", world.shop.place, app.test_client())
    let_in = []
    for route in ROUTES.values():
        if route.guard.public or route.name == "remove_passkey":
            continue
        payload = bodies(world).get(route.name)
        path = world.path(route.path, "shop", world.waiting_id) + QUERIES.get(route.name, "")
        answer = send(nobody.client, route.method, path, payload)
        if answer.status_code not in {401, 422}:
            let_in.append(f"{route.name} got {answer.status_code}")
    assert let_in == []


def test_what_needs_a_fresh_passkey_is_refused_without_one(app: Flask) -> None:
    world = make_world(app)
    let_in = []
    for route, roles, kind in guarded():
        if not route.guard.fresh:
            continue
        for role in roles:
            who = next(
                w for w in world.people if w.role == role and permitted(world, w, roles, kind)
            )
            stale = Stranger(role, who.place, stale_browser(app, who))
            if ask(world, stale, route, kind) != (403, "fresh_login_required"):
                let_in.append(f"{route.name}: {role}")
    assert let_in == []


def stale_browser(app: Flask, who: Stranger) -> FlaskClient:
    """Another session of the same person, in which no passkey was confirmed lately."""
    person_id = uuid.UUID(send(who.client, "GET", "/me").json["person"]["id"])
    return signed_in_client(app, person_id)
