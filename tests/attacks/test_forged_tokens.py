"""Session tokens that nobody signed, or that were signed for something else."""

import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask import Flask

from backend import clock, db
from backend.app import create_app
from backend.codes import base64url
from backend.identity import rules, service, tokens
from backend.identity.cookies import ACCESS, ACCESS_PATH, REFRESH, REFRESH_PATH
from backend.identity.errors import SessionMissing
from backend.web.secret_keys import secret_keys
from tests.conftest import SECRET
from tests.factories.identity import give_device_key, make_person, seconds_later, send
from tests.identity.ceremonies import refusal
from tests.identity.conftest import Holder
from tests.support.each import each

MISSING = (401, "session_missing")
Claims = dict[str, Any]
Forgery = Callable[[Claims, Claims], str]


def opened() -> service.Tokens:
    return service.open_session(make_person(), "telefoon", clock.now())


def parts(token: str) -> tuple[Claims, Claims]:
    """Header and claims, unverified."""
    header, claims, _ = token.split(".")
    return json.loads(base64url.decode(header)), json.loads(base64url.decode(claims))


def our_key() -> bytes:
    return secret_keys("access token")[0].key


def unsigned(claims: Claims, header: Claims) -> str:
    """Header and claims as they are signed."""
    return ".".join(base64url.encode(json.dumps(part).encode()) for part in (header, claims))


def keyed(header: Claims, claims: Claims, key: bytes, hashed: Any = hashlib.sha256) -> str:
    """A token as HMAC signs it: without the library, which would refuse to make such things."""
    text = unsigned(claims, header)
    return f"{text}.{base64url.encode(hmac.digest(key, text.encode(), hashed))}"


def without_signature(algorithm: object) -> Forgery:
    return lambda header, claims: f"{unsigned(claims, {**header, 'alg': algorithm})}."


def as_sha2(algorithm: str, hashed: Any) -> Forgery:
    """Our own key under another name: whoever may choose the algorithm chooses a weaker one."""
    return lambda header, claims: keyed({**header, "alg": algorithm}, claims, our_key(), hashed)


def by_own_rsa_key(header: Claims, claims: Claims) -> str:
    own = rsa.generate_private_key(65537, 2048)
    return jwt.encode(claims, own, headers={**header, "alg": "RS256"})


def by_own_phone(header: Claims, claims: Claims) -> str:
    """A key that is registered here truly signs codes, not sessions."""
    session = opened()
    owner = service.read_access_token(session.access).person_id
    key_id, private_key = give_device_key(owner, session.session_id)
    named = {**header, "alg": "ES256", "kid": key_id.hex()}
    return jwt.encode(claims, private_key, headers=named)


def by_public_key_as_secret(header: Claims, claims: Claims) -> str:
    """The confusion of ES256 with HS256: a public key, which everybody may know, as the secret."""
    session = opened()
    owner = service.read_access_token(session.access).person_id
    _, private_key = give_device_key(owner, session.session_id)
    public = private_key.public_key()
    return keyed(
        header, claims, public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    )


def with_kid(kid: object) -> Forgery:
    """A key's name that is a path, a query, a number: taken from the token, it must find nothing.

    Signed with an empty key, as a file such as ``/dev/null`` would give.
    """
    return lambda header, claims: keyed({**header, "kid": kid}, claims, b"")


def header_with(**members: object) -> Forgery:
    return lambda header, claims: keyed({**header, **members}, claims, our_key())


def claims_with(**members: object) -> Forgery:
    return lambda header, claims: keyed(header, {**claims, **members}, our_key())


def claims_without(name: str) -> Forgery:
    return lambda header, claims: keyed(
        header, {kept: claims[kept] for kept in claims if kept != name}, our_key()
    )


def signed_with(key: Callable[[], str | bytes]) -> Forgery:
    def forge(header: Claims, claims: Claims) -> str:
        found = key()
        return keyed(header, claims, found.encode() if isinstance(found, str) else found)

    return forge


def carrying_its_own_key(header: Claims, claims: Claims) -> str:
    """A key inside the header (``jwk``) is not looked at."""
    own = b"k" * 32
    jwk = {"kty": "oct", "k": base64url.encode(own)}
    return keyed({**header, "jwk": jwk}, claims, own)


FORGERIES: dict[str, Forgery] = {
    "alg none": without_signature("none"),
    "alg None": without_signature("None"),
    "alg NONE": without_signature("NONE"),
    "alg nOnE": without_signature("nOnE"),
    "alg missing": without_signature(None),
    "alg a list": without_signature(["HS256"]),
    "signature cut off": lambda header, claims: f"{unsigned(claims, header)}.",
    "two parts": lambda header, claims: unsigned(claims, header),
    "HS384 with our key": as_sha2("HS384", hashlib.sha384),
    "HS512 with our key": as_sha2("HS512", hashlib.sha512),
    "RS256": by_own_rsa_key,
    "ES256 by a phone's key": by_own_phone,
    "public key as secret": by_public_key_as_secret,
    "key in the header": carrying_its_own_key,
    "crit that nobody knows": header_with(crit=["exp"]),
    "kid is a path": with_kid("../../../../../../dev/null"),
    "kid is a query": with_kid("x' UNION SELECT ''; --"),
    "kid is empty": with_kid(""),
    "kid is null": with_kid(None),
    "kid is a number": with_kid(0),
    "kid is a list": with_kid([]),
    "kid is an object": with_kid({}),
    "kid with NUL": with_kid("\x00"),
    "kid of no secret": header_with(kid="AAAAAAAAAAA"),
    "another typ": header_with(typ="JWT"),
    "the typ of refresh tokens": header_with(typ="refresh+jwt"),
    "no typ": header_with(typ=None),
    "another audience": claims_with(aud="elsewhere"),
    "the audience of refresh tokens": claims_with(aud="wijkmunt-refresh"),
    "no audience": claims_without("aud"),
    "another issuer": claims_with(iss="https://else.test"),
    "no issuer": claims_without("iss"),
    "no end": claims_without("exp"),
    "no person": claims_without("sub"),
    "no session": claims_without("sid"),
    "person is no id": claims_with(sub="root"),
    "session is no id": claims_with(sid="' OR 1=1"),
    "end is a text": claims_with(exp="never"),
    "end is without end": claims_with(exp=1e400),
    "end is beyond the calendar": claims_with(exp=10**18),
    "the secret itself as key": signed_with(lambda: SECRET),
    "the key of refresh tokens": signed_with(lambda: secret_keys("refresh token")[0].key),
    "the key of recovery codes": signed_with(lambda: secret_keys("recovery code")[0].key),
    "the key's own name as key": signed_with(lambda: secret_keys("access token")[0].id),
    "an empty key": signed_with(lambda: b""),
    "no token": lambda header, claims: "x.y.z",
    "dots": lambda header, claims: "..",
    "no ASCII": lambda header, claims: "é.é.é",
    "very long": lambda header, claims: "A" * 4_000,
}


@each("how", FORGERIES)
def test_a_forged_access_token_opens_nothing(target: Flask, victim: Holder, how: str) -> None:
    """Wants to be the victim by a token of the attacker's own making."""
    kept = victim.client.get_cookie(ACCESS, domain="munt.test")
    assert kept is not None
    forged = FORGERIES[how](*parts(kept.value))
    with pytest.raises(SessionMissing):
        service.read_access_token(forged)


@each("how", FORGERIES)
def test_a_forged_access_cookie_is_answered_as_no_session(
    target: Flask, victim: Holder, how: str
) -> None:
    """The same over HTTP: 401, neither an error of the server nor an answer."""
    kept = victim.client.get_cookie(ACCESS, domain="munt.test")
    assert kept is not None
    thief = target.test_client()
    thief.set_cookie(ACCESS, FORGERIES[how](*parts(kept.value)), domain="munt.test")
    assert refusal(send(thief, "GET", "/me")) == MISSING


def test_what_the_forgeries_start_from_is_good(target: Flask, victim: Holder) -> None:
    """The control: unaltered, and signed by the test's own function, the token opens the door."""
    kept = victim.client.get_cookie(ACCESS, domain="munt.test")
    assert kept is not None
    header, claims = parts(kept.value)
    again = keyed(header, claims, our_key())
    assert service.read_access_token(again).person_id == victim.person_id
    friend = target.test_client()
    friend.set_cookie(ACCESS, again, domain="munt.test")
    assert send(friend, "GET", "/me").status_code == 200


def test_every_altered_character_is_refused(target: Flask) -> None:
    """Wants to change one claim (another person, a later end) and keep the signature."""
    token = opened().access
    for place in range(0, len(token), 7):
        other = "A" if token[place] != "A" else "Q"
        with pytest.raises(SessionMissing):
            service.read_access_token(token[:place] + other + token[place + 1 :])


def test_a_refresh_token_is_no_access_token_and_the_other_way_round(target: Flask) -> None:
    """Wants thirty days where ten minutes were given, or a new session out of a short one."""
    made = opened()
    assert made.refresh is not None
    with pytest.raises(SessionMissing):
        service.read_access_token(made.refresh)
    with pytest.raises(SessionMissing):
        tokens.read_refresh_token(made.access)
    swapped = target.test_client()
    swapped.set_cookie(ACCESS, made.refresh, domain="munt.test", path=ACCESS_PATH)
    swapped.set_cookie(REFRESH, made.access, domain="munt.test", path=REFRESH_PATH)
    assert refusal(send(swapped, "GET", "/me")) == MISSING
    assert refusal(send(swapped, "POST", "/session/refresh")) == MISSING


def test_an_expired_token_opens_nothing_also_where_it_is_remembered(target: Flask) -> None:
    """Wants to go on with a token that was copied some time ago."""
    start = clock.now()
    seconds_later(start, 0)
    token = opened().access
    seconds_later(start, 598)
    service.read_access_token(token)
    seconds_later(start, 600)
    for _ in range(2):
        with pytest.raises(SessionMissing):
            service.read_access_token(token)


def test_a_token_of_another_installation_opens_nothing_here(target: Flask) -> None:
    """Wants to use a session of a server of the attacker's own."""
    now = clock.now()
    person_id = make_person()
    session_id = service.open_session(person_id, "telefoon", now).session_id
    config = target.config["WIJKMUNT"]
    for change in ({"origin": "https://munt.example"}, {"secrets": ("x" * 40,)}, {}):
        elsewhere = create_app(replace(config, **change))
        with elsewhere.app_context():
            token = tokens.make_access(
                person_id, session_id, now, now=now, ends_at=now + rules.SESSION_FOR
            )
        db.dispose(elsewhere)
        if change:
            with pytest.raises(SessionMissing):
                service.read_access_token(token)
        else:
            assert service.read_access_token(token).session_id == session_id
