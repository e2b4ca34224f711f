"""A copy of the database in a thief's hands signs nobody in and pays nothing.

A backup that was left on a train, a disk that was sold, a query that was injected: whatever the
way, the thief has every table, also of what is going on at that moment, but not the installation's
secrets, which lie elsewhere.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_private_key, load_pem_private_key
from sqlalchemy import delete, select

from backend import clock
from backend.app import create_app
from backend.circulation.bearer_models import BearerNote
from backend.codes import base64url, keys
from backend.db import db, dispose, unit_of_work
from backend.identity import models, recovery, tokens
from backend.identity.errors import SessionMissing
from backend.ids import new_id
from backend.web.sealed import DataKeyLost
from backend.web.throttle import ThrottleWindow
from tests.attacks.leak import (
    Thief,
    Town,
    ceremonies_under_way,
    copy_of_the_database,
    make_thief,
    make_town,
    plain_hashes,
)
from tests.conftest import config_for
from tests.factories import cards
from tests.factories.identity import seconds_later, send
from tests.factories.tasks import claim
from tests.identity.ceremonies import answered

Door = Callable[[Town, Thief, str], Any]


@pytest.fixture(scope="module")
def town(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One for all tests here: what one of them uses up, no other needs."""
    copy = tmp_path_factory.mktemp("leak") / "wijkmunt.sqlite"
    copy.write_bytes(sqlite_template.read_bytes())
    app = create_app(config_for(f"sqlite:///{copy}"))
    # A payment code lives for a minute and a half, which is short on a busy machine.
    seconds_later(clock.now(), 0)
    with app.app_context():
        yield make_town(app)
        db.session.remove()
    clock.use_source(None)
    dispose(app)


def as_cookie(path: str, name: str) -> Door:
    def enter(town: Town, thief: Thief, value: str) -> Any:
        browser = town.app.test_client(use_cookies=False)
        method = "POST" if "refresh" in path else "GET"
        return browser.open(
            f"/api/v1{path}",
            method=method,
            base_url="https://munt.test",
            headers={"Origin": "https://munt.test", "Cookie": f"{name}={value}"},
            json={} if method == "POST" else None,
        )

    return enter


def as_token(path: str) -> Door:
    return lambda town, thief, value: send(town.app.test_client(), "POST", path, {"token": value})


def as_code(path: str) -> Door:
    body = {"device_name": "a"} if path != "/lost/look" else {}
    return lambda town, thief, value: send(
        town.app.test_client(), "POST", path, {"code": value, **body}
    )


def pay(town: Town, thief: Thief, value: str) -> Any:
    return thief.counter.scan(value, 100)


def earn(town: Town, thief: Thief, value: str) -> Any:
    return claim(thief.member.client, value)


def take_note(town: Town, thief: Thief, value: str) -> Any:
    path = f"/note-takings/{new_id()}"
    return send(thief.member.client, "PUT", path, {"code": value, "shop_id": None})


# Door: how it is tried, and the genuine secret that opens it.
DOORS: dict[str, tuple[Door, str]] = {
    "access cookie": (as_cookie("/me", "__Host-wm_access"), "access token"),
    "refresh cookie": (as_cookie("/session/refresh", "__Secure-wm_refresh"), "refresh token"),
    "recovery code": (as_code("/sign-in/recovery"), "recovery code"),
    "enrolment link": (as_token("/enrolment-links/look"), "enrolment link"),
    "hand-over link": (as_token("/hand-overs/look"), "hand-over link"),
    "digits": (pay, "digits"),
    "voucher": (earn, "voucher"),
    "voucher's QR": (earn, "voucher's QR"),
    "note": (take_note, "note"),
    "note's QR": (take_note, "note's QR"),
}
OPEN = {200, 201, 202, 204}


@unit_of_work
def forget_attempts() -> None:
    """So that every try is answered by what it is, and not by how many there were."""
    db.session.execute(delete(ThrottleWindow))


def plausible(values: Iterable[str], door: str) -> list[str]:
    """What could be such a thing at all: a door refuses by its shape what is left out here."""
    if door.endswith("cookie"):
        return [value for value in values if value.count(".") == 2 and " " not in value]
    if door.endswith("link"):
        return [value for value in values if 20 <= len(value) <= 64]
    return [value for value in values if len(value.replace("-", "")) in {8, 16} or len(value) > 90]


def test_nothing_in_it_opens_a_door(town: Town) -> None:
    """Tries whatever is in the copy, in every spelling, wherever a secret is asked for."""
    thief, found = make_thief(town), copy_of_the_database()
    texts = found.texts()
    assert len(texts) > 400
    # Scanned or typed, it is one door.
    doors = {enter: name for name, (enter, _) in DOORS.items()}
    for enter, name in doors.items():
        opened = []
        for number, value in enumerate(plausible(texts, name)):
            if number % 9 == 0:
                forget_attempts()
            answer = enter(town, thief, value)
            assert answer.status_code != 429
            if answer.status_code in OPEN:
                opened.append((value, answer.text))
        assert opened == [], name
    assert thief.counter.till == 0


def test_no_secret_stands_in_it_nor_a_hash_that_can_be_guessed(town: Town) -> None:
    """Searches the copy for what people hold, and for plain hashes of what is short."""
    found = copy_of_the_database()
    everything = b"\n".join(
        value if isinstance(value, bytes) else str(value).encode() for value in found.all()
    )
    for name, secret in town.secrets.items():
        for spelling in {secret, secret.replace("-", "")} - {cards.PIN}:
            assert spelling.encode() not in everything, name
    short = ("PIN", "digits", "voucher", "note")
    for name in short:
        for hashed in plain_hashes(town.secrets[name]):
            for form in (hashed, hashed.hex().encode(), base64url.encode(hashed).encode()):
                assert form not in everything, name


def test_no_value_in_it_is_a_key_of_ours(town: Town) -> None:
    """Signs a session of an issuer with every value of the copy, and looks for private keys."""
    found = copy_of_the_database()
    genuine = town.secrets["access token"]
    header, claims, _ = genuine.split(".")
    issuer = db.session.scalars(select(models.Session).limit(1)).one()
    said = json.loads(base64url.decode(claims))
    said |= {"sub": str(issuer.person_id), "sid": str(issuer.id)}
    message = f"{header}.{base64url.encode(json.dumps(said).encode())}"
    known = set(db.session.scalars(select(models.DeviceKey.public_key)))
    for value in found.as_keys():
        signed = base64url.encode(hmac.digest(value, message.encode(), hashlib.sha256))
        with pytest.raises(SessionMissing):
            tokens._read(tokens.ACCESS, f"{message}.{signed}")
        for private in private_keys(value):
            assert keys.public_key_spki(private.public_key()) not in known
    assert known


def private_keys(value: bytes) -> Iterable[ec.EllipticCurvePrivateKey]:
    """Whatever private keys ``value`` may be: PEM, DER, or the bare number."""
    for load in (load_pem_private_key, load_der_private_key):
        with suppress(ValueError, TypeError):
            loaded = load(value, None)
            if isinstance(loaded, ec.EllipticCurvePrivateKey):
                yield loaded
    if len(value) == 32:
        with suppress(ValueError):
            yield ec.derive_private_key(int.from_bytes(value), ec.SECP256R1())


def test_a_pin_cannot_be_tried_out_at_home(town: Town) -> None:
    """Has the hash of a PIN and ten thousand PINs to try: even the right one does not fit."""
    found = copy_of_the_database()
    kept = [str(value) for value in found.values["wallet_cards.pin_hash"]]
    person_id = town.holder.person_id.bytes
    peppers = [b"", person_id, *(str(one).encode() for one in found.values["wallet_cards.pin_key"])]
    guesses = [cards.PIN.encode(), person_id + cards.PIN.encode()]
    guesses += [
        hmac.digest(pepper, person_id + cards.PIN.encode(), hashlib.sha256) for pepper in peppers
    ]
    for guess in guesses:
        with pytest.raises(Argon2Error):
            PasswordHasher().verify(kept[-1], guess)


def test_what_others_have_begun_is_not_finished_with_it(town: Town) -> None:
    """Reads the copy at once, finds what is under way, and finishes it with an own passkey."""
    thief, begun = make_thief(town), ceremonies_under_way(town)
    found = copy_of_the_database()
    for path, given in begun.items():
        wanted = dict(given["public_key"])
        for value in found.values["challenges.challenge"]:
            assert isinstance(value, bytes)
            wanted["challenge"] = base64url.encode(value)
            made = thief.passkey.get(wanted) if path == "/sign-in" else thief.passkey.create(wanted)
            more = {"device_name": "a"} | ({"language": "nl"} if path == "/sign-up" else {})
            body = answered(given, made, **more)
            answer = send(town.app.test_client(), "POST", path, body)
            assert answer.status_code in {409, 422}, (path, answer.text)
            assert "Set-Cookie" not in answer.headers


def test_a_copied_row_is_not_worth_more_in_another_database(town: Town) -> None:
    """Loads the copy into a server of the thief's own: without the secrets it opens nothing."""
    code, access = town.secrets["recovery code"], town.secrets["access token"]
    assert recovery.owner(code) is not None
    stolen = create_app(replace(town.app.config["WIJKMUNT"], secrets=("y" * 40,)))
    with stolen.app_context():
        assert recovery.owner(code) is None
        with pytest.raises(SessionMissing):
            tokens.read_access_token(access)
        with pytest.raises(DataKeyLost):
            db.session.scalars(select(BearerNote)).all()
        db.session.remove()
    dispose(stolen)


def test_the_doors_open_for_what_people_hold(town: Town) -> None:
    """The control: the genuine secrets work, each at its own door."""
    thief = make_thief(town)
    for name, (enter, secret) in DOORS.items():
        answer = enter(town, thief, town.secrets[secret])
        assert answer.status_code in OPEN, (name, answer.text)


def test_who_began_it_finishes_it(town: Town) -> None:
    """The control: with the challenge that the browser was given, it goes on."""
    begun = ceremonies_under_way(town)
    for path in ("/sign-up", "/hand-overs/finish"):
        given = begun[path]
        made = make_thief(town).passkey.create(given["public_key"])
        more = {"device_name": "a"} | ({"language": "nl"} if path == "/sign-up" else {})
        answer = send(town.app.test_client(), "POST", path, answered(given, made, **more))
        assert answer.status_code in OPEN, (path, answer.text)
