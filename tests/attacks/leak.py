"""A neighbourhood that was used, what its secrets are, and a thief who has a copy of its database.

``Spoils`` is all that is in the copy. The thief is also somebody here: a member with a phone, who
stands at the counter of a shop and coordinates at an association, so that every door can be tried.
"""

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import text

from backend.codes import base64url
from backend.codes import card as card_codes
from backend.communities import enrolment
from backend.db import db
from backend.identity import recovery
from backend.web.caller import Place
from tests.contract.world import World, make_world
from tests.factories import cards
from tests.factories.authenticator import Authenticator
from tests.factories.communities import Somebody, make_member
from tests.factories.identity import send, sign_in, signed_in_client
from tests.factories.payments import Counter, make_counter
from tests.factories.sheets import on_sheet, sign_next, vouchers
from tests.factories.tasks import expect
from tests.identity.ceremonies import options


@dataclass
class Town:
    """The neighbourhood; ``secrets`` are the genuine ones by what they are, as people hold them."""

    app: Flask
    world: World
    holder: cards.Holder
    secrets: dict[str, str] = field(repr=False)


@dataclass
class Spoils:
    """Every value of every table, and where it stood."""

    values: dict[str, list[object]]

    def all(self) -> Iterator[object]:
        for found in self.values.values():
            yield from found

    def texts(self, most: int = 6) -> set[str]:
        """Values as somebody would try them: up to ``most`` of each column, in each spelling."""
        return {
            spelling
            for found in self.values.values()
            for value in found[:most]
            for spelling in spellings(value)
            if 6 <= len(spelling) <= 4_000
        }

    def as_keys(self) -> set[bytes]:
        """Values as keys of a signature."""
        return {
            value if isinstance(value, bytes) else value.encode()
            for value in self.all()
            if isinstance(value, (bytes, str)) and len(value) >= 8
        }


def spellings(value: object) -> Iterator[str]:
    """A text as it stands; bytes in hexadecimal, base64url and, as an id, with dashes."""
    if isinstance(value, str):
        yield value
    if isinstance(value, bytes):
        yield value.hex()
        yield base64url.encode(value)
        if len(value) == 16:
            yield str(uuid.UUID(bytes=value))


def copy_of_the_database() -> Spoils:
    """Read every table as it lies there, past the types of our models."""
    db.session.rollback()
    values: dict[str, list[object]] = {}
    with db.engine.connect() as connection:
        tables = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        for table in tables.scalars().all():
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"')  # noqa: S608
            names = list(rows.keys())
            for row in rows:
                for name, value in zip(names, row, strict=True):
                    values.setdefault(f"{table}.{name}", []).append(value)
    return Spoils(values)


def make_town(app: Flask) -> Town:
    """Let people do what leaves something secret behind, and stop in the middle of it."""
    world = make_world(app)
    desk, community = world.desk, world.community
    holder = cards.enrol(desk)
    secrets = {
        "recovery code": recovery.replace(world.payer.person_id)[0],
        "enrolment link": enrolment.invite("issuer", Place(community.id), by=None).token,
        "hand-over link": hand_over_link(app, world, holder),
        "PIN": cards.PIN,
        **printed_codes(world),
    }
    secrets["payment code"] = world.payer.code()
    made = send(
        world.payer.client,
        "POST",
        f"/communities/{community.id}/short-codes",
        {"code": secrets["payment code"]},
    )
    secrets["digits"] = expect(200, made)["digits"].replace(" ", "")
    tokens = sign_in(app.test_client(), world.payer.person_id, fresh=True)
    secrets["access token"] = tokens.access
    secrets["refresh token"] = tokens.refresh or ""
    return Town(app, world, holder, secrets)


def printed_codes(world: World) -> dict[str, str]:
    """A voucher and a note that nobody used yet, as they lie in a drawer."""
    _, codes = vouchers(world.desk, 2)
    note_sheet = {"id": str(world.redeeming["note_sheet_id"])}
    sign_next(world.desk, note_sheet, "/note-sheets")
    notes = on_sheet(world.desk, note_sheet, "/note-sheets")
    return {
        "voucher": codes[0]["text"],
        "voucher's QR": codes[1]["link"].partition("#")[2],
        "note": notes[0]["text"],
        "note's QR": notes[1]["link"].partition("#")[2],
    }


def hand_over_link(app: Flask, world: World, holder: cards.Holder) -> str:
    """The wallet of the card's holder is about to move to a phone."""
    coordinator = signed_in_client(app, world.desk.person_id, fresh=True)
    opened = {"card": card_codes.text_of(holder.number), "pin": cards.PIN}
    path = f"/organisations/{world.desk.organisation.id}/cards/open"
    expect(200, send(coordinator, "POST", path, opened))
    link = send(coordinator, "POST", f"/cards/{holder.card_id}/hand-over", {"keep_card": True})
    return str(expect(201, link)["url"].partition("#")[2])


def ceremonies_under_way(town: Town) -> dict[str, dict[str, Any]]:
    """What honest browsers have begun and not finished, by where it is finished."""
    app = town.app
    invited = {"display_name": "Nieuw", "enrolment_token": town.secrets["enrolment link"]}
    over = {"token": town.secrets["hand-over link"]}
    return {
        "/sign-up": options(app.test_client(), "/sign-up/options", invited),
        "/hand-overs/finish": options(app.test_client(), "/hand-overs/options", over),
        "/sign-in": options(app.test_client(), "/sign-in/options"),
    }


@dataclass
class Thief:
    """Somebody with the copy, and an honest place in the neighbourhood."""

    counter: Counter
    member: Somebody
    passkey: Authenticator


def make_thief(town: Town) -> Thief:
    counter = make_counter(town.app, town.world.community, "Heler")
    person_id = make_member(town.world.community.id, "Dief")
    member = Somebody(person_id, signed_in_client(town.app, person_id, fresh=True))
    return Thief(counter, member, Authenticator(town.app.config["WIJKMUNT"].origin))


def plain_hashes(secret: str) -> Iterator[bytes]:
    """What anybody can compute of a guess: hashes without a key, of the usual spellings."""
    for spelling in {secret, secret.replace("-", ""), secret.lower()}:
        for name in ("sha256", "sha1", "md5", "sha512", "blake2b"):
            yield hashlib.new(name, spelling.encode()).digest()
