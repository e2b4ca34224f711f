"""Device keys: registered by their phone, revoked by their owner, one person's for ever."""

import threading
import uuid
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from backend.codes import base64url, keys, signature
from backend.db import db, unit_of_work
from backend.identity import device_keys, queries, rules, service, sessions
from backend.identity.errors import DeviceKeyTaken, SessionRevoked, TooManyDeviceKeys
from backend.identity.models import DeviceKey
from tests.factories.identity import (
    give_device_key,
    make_person,
    send,
    sign_in,
    signed_in_client,
)
from tests.identity.ceremonies import refusal
from tests.identity.conftest import Holder

TAKEN = (409, "device_key_taken")
INVALID = (422, "public_key_invalid")


def spki(curve: ec.EllipticCurve | None = None) -> bytes:
    return keys.public_key_spki(ec.generate_private_key(curve or ec.SECP256R1()).public_key())


def register(client: FlaskClient, public_key: bytes, name: str = "telefoon") -> Any:
    body = {"public_key": base64url.encode(public_key), "name": name}
    return send(client, "POST", "/me/device-keys", body)


def test_a_key_is_named_by_its_own_hash_and_belongs_to_this_session(
    app: Flask, holder: Holder
) -> None:
    public_key = spki()
    answer = register(holder.client, public_key)
    assert answer.status_code == 201
    assert answer.json["id"] == keys.key_id(public_key).hex()
    assert answer.json["current"] is True
    assert answer.json["revoked_at"] is None
    elsewhere = signed_in_client(app, holder.person_id)
    listed = send(elsewhere, "GET", "/me/device-keys").json["device_keys"]
    assert [(one["id"], one["current"]) for one in listed] == [(answer.json["id"], False)]
    facts = queries.device_key(keys.key_id(public_key))
    assert facts is not None
    assert (facts.person_id, facts.public_key_spki) == (holder.person_id, public_key)


def test_registering_again_links_the_key_to_the_new_session(app: Flask, holder: Holder) -> None:
    public_key = spki()
    register(holder.client, public_key)
    again = signed_in_client(app, holder.person_id)
    assert register(again, public_key, "andere naam").json["current"] is True
    listed = send(holder.client, "GET", "/me/device-keys").json["device_keys"]
    assert [(one["name"], one["current"]) for one in listed] == [("telefoon", False)]


def test_only_p256_in_its_canonical_form_is_taken(holder: Holder) -> None:
    public = rsa.generate_private_key(65537, 2048).public_key()
    as_rsa = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    edwards = ed25519.Ed25519PrivateKey.generate().public_key()
    as_ed25519 = edwards.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    good = spki()
    off_curve = good[:-1] + bytes([good[-1] ^ 1])
    for wrong in (
        as_rsa,
        as_ed25519,
        spki(ec.SECP384R1()),
        spki(ec.SECP256K1()),
        off_curve,
        good + b"\0",
        good[:-1],
        b"x",
    ):
        assert refusal(register(holder.client, wrong)) in (INVALID, (422, "invalid_request"))
    body = {"public_key": base64url.encode(good) + "A", "name": "telefoon"}
    assert refusal(send(holder.client, "POST", "/me/device-keys", body)) == INVALID


def test_a_key_of_somebody_else_is_refused(app: Flask, holder: Holder) -> None:
    public_key = spki()
    register(signed_in_client(app, make_person("Piet")), public_key)
    assert refusal(register(holder.client, public_key)) == TAKEN


def test_a_key_whose_id_is_taken_by_another_key_is_refused(app: Flask, holder: Holder) -> None:
    public_key = spki()
    register(holder.client, public_key)

    @unit_of_work
    def let_another_key_have_this_id() -> None:
        db.session.execute(update(DeviceKey).values(public_key=spki()))

    let_another_key_have_this_id()
    assert refusal(register(holder.client, public_key)) == TAKEN


def test_revoking_a_key_needs_a_fresh_login_and_ends_its_session(
    app: Flask, holder: Holder, fresh: FlaskClient
) -> None:
    public_key = spki()
    key_id = register(holder.client, public_key).json["id"]
    answer = send(holder.client, "DELETE", f"/me/device-keys/{key_id}")
    assert refusal(answer) == (403, "fresh_login_required")
    assert send(fresh, "DELETE", f"/me/device-keys/{key_id}").status_code == 204
    assert refusal(send(holder.client, "GET", "/me/sessions")) == (401, "session_revoked")
    listed = send(fresh, "GET", "/me/device-keys").json["device_keys"]
    assert listed[0]["revoked_at"] is not None
    assert refusal(register(fresh, public_key)) == TAKEN


def test_nobody_revokes_somebody_elses_key(app: Flask, fresh: FlaskClient) -> None:
    other = make_person("Piet")
    session_id = service.open_session(other, "telefoon", None).session_id
    key_id, _ = give_device_key(other, session_id)
    for wanted in (key_id.hex(), "00" * 8, "zzzzzzzzzzzzzzzz"):
        answer = send(fresh, "DELETE", f"/me/device-keys/{wanted}")
        assert refusal(answer) == (404, "not_found")
    assert service.session_is_good(session_id)


def test_a_person_has_at_most_twenty_live_keys(app: Flask) -> None:
    person_id = make_person()
    session_id = service.open_session(person_id, "telefoon", None).session_id
    for _ in range(rules.MOST_DEVICE_KEYS):
        give_device_key(person_id, session_id)
    with pytest.raises(TooManyDeviceKeys):
        give_device_key(person_id, session_id)
    other = service.open_session(person_id, "laptop", None).session_id
    sessions.revoke(session_id)
    give_device_key(person_id, other)


def test_keys_registered_at_once_do_not_pass_the_limit(
    app: Flask, two_servers: tuple[Flask, Flask]
) -> None:
    person_id = make_person()
    session_id = service.open_session(person_id, "telefoon", None).session_id
    for _ in range(rules.MOST_DEVICE_KEYS - 1):
        give_device_key(person_id, session_id)
    barrier = threading.Barrier(4)
    refused: list[int] = []

    def one_more(number: int) -> None:
        with two_servers[number % 2].app_context():
            barrier.wait()
            try:
                give_device_key(person_id, session_id)
            except TooManyDeviceKeys:
                refused.append(number)

    threads = [threading.Thread(target=one_more, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3


def test_a_phone_that_cannot_keep_a_key_signs_on_the_server(app: Flask) -> None:
    person_id = make_person()
    session_id = service.open_session(person_id, "telefoon", None).session_id
    key_id, private_key = service.server_key(session_id)
    again, _ = service.server_key(session_id)
    assert again == key_id
    facts = queries.device_key(key_id)
    assert facts is not None
    assert facts.person_id == person_id
    signed = signature.sign(private_key, b"code")
    signature.verify(keys.load_public_key(facts.public_key_spki), signed, b"code")
    assert [key.name for key in queries.device_keys_of(person_id)] == ["server"]


def test_each_session_has_a_server_key_of_its_own_that_ends_with_it(app: Flask) -> None:
    person_id = make_person()
    ids = [service.open_session(person_id, name, None).session_id for name in ("a", "b")]
    assert service.server_key(ids[0])[0] != service.server_key(ids[1])[0]
    sessions.revoke(ids[0])
    with pytest.raises(SessionRevoked):
        service.server_key(ids[0])
    with pytest.raises(SessionRevoked):
        service.server_key(uuid.uuid4())


def test_a_name_does_not_make_a_key_the_servers(app: Flask) -> None:
    person_id = make_person()
    session_id = service.open_session(person_id, "telefoon", None).session_id
    for _ in range(rules.MOST_DEVICE_KEYS):
        give_device_key(person_id, session_id, "server")
    with pytest.raises(TooManyDeviceKeys):
        give_device_key(person_id, session_id, "server")
    service.server_key(session_id)


def test_a_revoked_key_cannot_be_linked(app: Flask) -> None:
    client = app.test_client()
    person_id = make_person()
    tokens = sign_in(client, person_id)
    public_key = spki()
    device_keys.register_device_key(person_id, tokens.session_id, public_key, "telefoon")
    device_keys.revoke_own_key(person_id, keys.key_id(public_key))
    other = service.open_session(person_id, "laptop", None).session_id
    with pytest.raises(DeviceKeyTaken):
        service.link_device_key(person_id, other, public_key)
