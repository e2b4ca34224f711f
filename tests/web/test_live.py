"""A screen that waits learns that something of its own changed, and nothing about others."""

import uuid

from flask import Flask

from backend.identity import service as identity
from backend.notices import service as notices
from backend.web.caller import Place
from tests.factories.communities import make_community, somebody
from tests.factories.identity import send
from tests.factories.payments import make_counter, make_payer


def test_versions_change_with_what_they_stand_for_and_only_then(app: Flask) -> None:
    community = make_community()
    counter, payer = make_counter(app, community), make_payer(app, community)
    topics = f"notices,codes:{payer.key_id.hex()}.1"
    first = send(payer.client, "GET", f"/live?topics={topics}")
    assert first.status_code == 200
    assert set(first.json["topics"]) == set(topics.split(","))
    known = first.json["version"]
    same = send(payer.client, "GET", f"/live?topics={topics}&known={known}")
    assert (same.status_code, same.data) == (204, b"")

    counter.scan(payer.code(), 100)
    paid = send(payer.client, "GET", f"/live?topics={topics}&known={known}").json
    changed = {name for name, version in paid["topics"].items()
               if version != first.json["topics"][name]}  # fmt: skip
    assert changed == {f"codes:{payer.key_id.hex()}.1"}
    notices.tell([payer.person_id], community.id, "due_coming")
    told = send(payer.client, "GET", f"/live?topics={topics}&known={paid['version']}").json
    assert told["topics"]["notices"] != paid["topics"]["notices"]


def test_a_waiting_payment_is_seen_by_its_payer_and_the_shop_alone(app: Flask) -> None:
    community = make_community()
    counter, payer = make_counter(app, community), make_payer(app, community)
    other = somebody(app, "member", Place(community.id))
    waiting = counter.scan(payer.code(limit=50), 900).json["id"]
    ask = f"/live?topics=payment:{waiting}"
    seen = [
        send(client, "GET", ask).json["topics"][f"payment:{waiting}"]
        for client in (payer.client, counter.cashier.client, other.client)
    ]
    assert seen[0].startswith("waiting.0.")
    assert seen == [seen[0], seen[0], None]
    stolen = send(other.client, "GET", f"/live?topics=codes:{payer.key_id.hex()}.1").json
    counter.scan(payer.code(), 100)
    assert send(
        other.client, "GET",
        f"/live?topics=codes:{payer.key_id.hex()}.1&known={stolen['version']}",
    ).status_code == 204  # fmt: skip
    send(payer.client, "POST", f"/payments/{waiting}/decline")
    now = send(counter.cashier.client, "GET", ask).json
    assert now["topics"][f"payment:{waiting}"] == "declined.0"


def test_nonsense_has_no_version_and_a_revoked_session_learns_nothing(app: Flask) -> None:
    member = somebody(app, "member", Place(make_community().id))
    nonsense = "weather,payment:abc,codes:zz.1,codes:00.x,codes:00.99999999999,payment:,:,"
    answer = send(member.client, "GET", f"/live?topics={nonsense}")
    assert answer.status_code == 200
    assert set(answer.json["topics"].values()) == {None}
    unknown = send(member.client, "GET", f"/live?topics=payment:{uuid.uuid4()}").json
    assert list(unknown["topics"].values()) == [None]
    assert send(member.client, "GET", "/live").status_code == 422
    assert send(app.test_client(), "GET", "/live?topics=notices").status_code == 401
    session = uuid.UUID(send(member.client, "GET", "/me").json["session_id"])
    identity.revoke(session)
    refused = send(member.client, "GET", "/live?topics=notices")
    assert (refused.status_code, refused.json["code"]) == (401, "session_revoked")
