"""Preparing, signing, registering, showing and withdrawing task codes; reading what was scanned."""

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from datetime import timedelta
from typing import Any

import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from flask import Flask
from jwt import PyJWK
from PIL import Image, ImageDraw

from backend import clock
from backend.codes import base64url
from backend.codes import task as codes
from backend.codes.links import parse_link
from backend.ids import new_id
from tests.conftest import ORIGIN
from tests.factories.communities import Somebody
from tests.factories.identity import send, signed_in_client
from tests.factories.tasks import Desk, colleague, expect, make_desk, refusal, revoke_key, sign

PIXELS = 6


def read(client: Any, code: str) -> Any:
    return send(client, "POST", "/task-codes/read", {"code": code})


def test_the_phone_signs_exactly_what_the_server_prepared(desk: Desk) -> None:
    task = desk.offer()
    prepared = expect(200, desk.prepare(task))
    assert prepared["header"] == {
        "alg": "ES256",
        "kid": base64url.encode(desk.key_id),
        "typ": "wijkmunt-task+jwt",
    }
    claims = prepared["claims"]
    assert list(claims) == ["v", "kind", "iss", "sub", "com", "jti", "nbf", "exp"]
    code = codes.verify(
        sign(prepared, desk.private_key), desk.private_key.public_key(), now=clock.now()
    )
    assert code.kind == "poster"
    assert (str(code.task_id), code.organisation_id) == (task["id"], desk.organisation.id)
    assert (code.community, code.code_id) == (desk.community.number, claims["jti"])


def test_a_code_outlives_its_task(desk: Desk) -> None:
    far = clock.now() + timedelta(days=1_000)
    task = desk.offer(ends_at=far.isoformat())
    claims = expect(200, desk.prepare(task))["claims"]
    assert claims["exp"] == int(far.timestamp())
    claims = expect(200, desk.prepare(desk.offer()))["claims"]
    assert claims["exp"] - claims["nbf"] == 366 * 86_400


def test_a_registered_code_is_shown_with_its_link(desk: Desk) -> None:
    task, code = desk.poster_of()
    assert code["link"] == f"{ORIGIN}/t#{code['jws']}"
    assert code["text"] == f"{code['id'][:4]}-{code['id'][4:]}"
    assert (code["status"], code["signed_by"]) == ("good", "Noor")
    shown = expect(200, desk.send("GET", f"/tasks/{task['id']}/codes"))["codes"]
    assert shown == [{name: value for name, value in code.items() if name != "jws"}]


def test_registering_again_is_registering_once(desk: Desk) -> None:
    task, code = desk.poster_of()
    assert expect(201, desk.register(task, code["jws"]))["id"] == code["id"]
    assert len(expect(200, desk.send("GET", f"/tasks/{task['id']}/codes"))["codes"]) == 1


def test_a_code_keeps_its_first_signature(desk: Desk) -> None:
    task = desk.offer()
    jws = sign(expect(200, desk.prepare(task)), desk.private_key)
    expect(201, desk.register(task, jws))
    assert refusal(desk.register(task, other_half(jws))) == "id_conflict"


def other_half(jws: str) -> str:
    """The same content with the other valid signature of the malleable pair (r, n - s)."""
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    message, _, text = jws.rpartition(".")
    signature = base64url.decode(text)
    s = order - int.from_bytes(signature[32:])
    return f"{message}.{base64url.encode(signature[:32] + s.to_bytes(32))}"


def test_only_what_was_prepared_can_be_registered(app: Flask, desk: Desk) -> None:
    task, other = desk.offer(), desk.offer()
    prepared = expect(200, desk.prepare(task))
    elsewhere = make_desk(app, desk.community)
    for changes in (
        {"jti": "K7QM42XD"},
        {"sub": base64url.encode(new_id().bytes)},
        {"iss": base64url.encode(elsewhere.organisation.id.bytes)},
        {"com": desk.community.number ^ 1},
        {"exp": prepared["claims"]["exp"] + 1},
        {"nbf": prepared["claims"]["nbf"] - 1},
        {"kind": "voucher"},
    ):
        changed = {**prepared, "claims": {**prepared["claims"], **changes}}
        answer = desk.register(task, sign(changed, desk.private_key))
        assert (answer.status_code, refusal(answer)) == (409, "code_not_prepared"), changes
    jws = sign(prepared, desk.private_key)
    assert refusal(desk.register(other, jws)) == "code_not_prepared"
    expect(201, desk.register(task, jws))


def test_only_the_coordinators_own_good_key_signs(app: Flask, desk: Desk) -> None:
    task = desk.offer()
    prepared = expect(200, desk.prepare(task))
    jws = sign(prepared, desk.private_key)
    forged = sign(prepared, generate_private_key(SECP256R1()))
    assert refusal(desk.register(task, forged)) == "code_signature_bad"
    assert refusal(desk.register(task, jws[:-3])) == "code_unreadable"
    assert refusal(desk.prepare(task, b"12345678")) == "code_key_unknown"
    another = colleague(app, desk).client
    path, body = f"/tasks/{task['id']}/codes", {"jws": jws}
    assert refusal(send(another, "POST", path, body)) == "code_key_unknown"
    by_key = {"key_id": desk.key_id.hex()}
    assert refusal(send(another, "POST", f"{path}/prepare", by_key)) == "code_key_unknown"
    revoke_key(desk)
    again = sign_in_again(desk)
    assert refusal(again.prepare(task)) == "code_key_revoked"
    assert refusal(again.register(task, jws)) == "code_key_revoked"


def test_a_key_id_is_sixteen_hexadecimal_characters(desk: Desk) -> None:
    path = f"/tasks/{desk.offer()['id']}/codes/prepare"
    for key_id in ("", "12", "zz" * 8, "A" * 16, "0" * 17, 5):
        assert refusal(desk.send("POST", path, {"key_id": key_id})) == "invalid_request", key_id


def test_a_withdrawn_task_gets_no_codes(desk: Desk) -> None:
    task = desk.offer()
    jws = sign(expect(200, desk.prepare(task)), desk.private_key)
    expect(200, desk.send("POST", f"/tasks/{task['id']}/withdraw"))
    assert refusal(desk.prepare(task)) == "task_withdrawn"
    assert refusal(desk.register(task, jws)) == "task_withdrawn"


def test_what_was_not_signed_in_a_day_is_forgotten(desk: Desk) -> None:
    task, now = desk.offer(), clock.now()
    jws = sign(expect(200, desk.prepare(task)), desk.private_key)
    clock.use_source(lambda: now + timedelta(days=1, minutes=1))
    fresh = sign_in_again(desk)
    expect(200, fresh.prepare(task))
    assert refusal(fresh.register(task, jws)) == "code_not_prepared"


def sign_in_again(desk: Desk) -> Desk:
    """The desk with a session that is good now."""
    return replace(desk, client=signed_in_client(desk.client.application, desk.person_id))


def test_withdrawing_a_code_leaves_the_others(desk: Desk, resident: Somebody) -> None:
    task, first = desk.poster_of()
    second = desk.poster(task)
    path = f"/task-codes/{first['id']}/withdraw"
    gone = expect(200, desk.send("POST", path))
    assert gone["status"] == "withdrawn"
    assert expect(200, desk.send("POST", path)) == gone
    assert refusal(read(resident.client, first["jws"])) == "code_withdrawn"
    expect(200, read(resident.client, second["jws"]))


def test_an_unknown_code_has_no_picture(desk: Desk) -> None:
    for code_id in ("K7QM42XD", "k7qm-42xd", "%00", "x"):
        for answer in (
            desk.send("GET", f"/task-codes/{code_id}/qr.svg"),
            desk.send("POST", f"/task-codes/{code_id}/withdraw"),
        ):
            assert (answer.status_code, refusal(answer)) == (404, "not_found"), code_id


def test_a_code_that_is_only_prepared_has_no_picture(desk: Desk) -> None:
    code_id = expect(200, desk.prepare(desk.offer()))["claims"]["jti"]
    assert desk.send("GET", f"/task-codes/{code_id}/qr.svg").status_code == 404


def test_the_picture_can_be_scanned_and_has_no_size(desk: Desk) -> None:
    _, code = desk.poster_of()
    answer = desk.send("GET", f"/task-codes/{code['id']}/qr.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.headers["Cache-Control"] == "no-store"
    svg = ElementTree.fromstring(answer.data)  # noqa: S314 - our own server wrote it
    assert set(svg.attrib) == {"version", "viewBox"}
    picture = drawn(svg)
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == code["link"]
    assert found.ec_level == "M"
    quiet = 4 * PIXELS
    assert picture.crop((0, 0, picture.width, quiet)).getextrema() == (255, 255)
    assert picture.getpixel((quiet, quiet)) == 0


def drawn(svg: ElementTree.Element) -> Image.Image:
    """The pixels of a QR whose path is one square of one unit after another."""
    side = int(svg.attrib["viewBox"].split()[2])
    path = next(element for element in svg.iter() if element.tag.endswith("path")).attrib["d"]
    picture = Image.new("L", (side * PIXELS, side * PIXELS), 255)
    pen = ImageDraw.Draw(picture)
    for square in path.strip("Mz").split("zM"):
        x, y = (int(number) for number in square.split("H")[0].split(","))
        left, top = x * PIXELS, y * PIXELS
        pen.rectangle((left, top, left + PIXELS - 1, top + PIXELS - 1), fill=0)
    return picture


def test_anybody_may_fetch_the_keys_that_verify_posters(app: Flask, desk: Desk) -> None:
    path = f"/communities/{desk.community.id}/task-keys"
    nobody = app.test_client()
    assert expect(200, send(nobody, "GET", path)) == {"keys": []}
    _, code = desk.poster_of()
    desk.poster_of()
    (jwk,) = expect(200, send(nobody, "GET", path))["keys"]
    assert jwk["kid"] == base64url.encode(desk.key_id)
    public_key = PyJWK.from_dict(jwk).key
    assert codes.verify(code["jws"], public_key, now=clock.now()).code_id == code["id"]
    revoke_key(desk)
    assert len(expect(200, send(nobody, "GET", path))["keys"]) == 1
    assert send(nobody, "GET", f"/communities/{new_id()}/task-keys").status_code == 404


def test_keys_whose_codes_are_all_withdrawn_are_no_longer_listed(app: Flask, desk: Desk) -> None:
    _, code = desk.poster_of()
    expect(200, desk.send("POST", f"/task-codes/{code['id']}/withdraw"))
    path = f"/communities/{desk.community.id}/task-keys"
    assert expect(200, send(app.test_client(), "GET", path)) == {"keys": []}


def test_reading_says_what_was_found_and_changes_nothing(desk: Desk, resident: Somebody) -> None:
    task, code = desk.poster_of(limits={"per_person": 2})
    expected = {
        "task": {**task, "budget_id": None, "waiting_claims": None},
        "code_id": code["id"],
        "signed_by_organisation": "Buurthuis",
        "claims_left": 2,
        "kind": "poster",
        "does": "claim",
        "since": None,
    }
    link_elsewhere = code["link"].replace("munt.test", "elsewhere.test")
    for text in (code["jws"], code["link"], link_elsewhere, code["text"], code["text"].lower()):
        found = expect(200, read(resident.client, text))
        assert found.pop("meter")["month_cents"] == 0
        assert found == expected
    link = parse_link(code["link"])
    assert link is not None
    assert link.secret == code["jws"]


def test_typed_codes_cannot_be_guessed_for_long(desk: Desk, resident: Somebody) -> None:
    _, code = desk.poster_of()
    refusals = {refusal(read(resident.client, "K7QM-42XD")) for _ in range(10)}
    assert refusals == {"code_unregistered"}
    answer = read(resident.client, code["text"])
    assert (answer.status_code, refusal(answer)) == (429, "too_many_attempts")
    assert answer.json["retry_after"] > 0
    expect(200, read(resident.client, code["jws"]))
