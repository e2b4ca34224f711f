"""A neighbourhood in which something of everything is open, and a screen to run commands at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend import clock
from backend.cli.commands import run
from backend.communities import enrolment
from backend.communities.queries import CommunityFacts
from backend.db import db
from backend.identity import service as identity
from backend.ids import new_id
from backend.notices.models import Notice, PushMessage
from backend.rescue.models import Recovery
from backend.web.caller import Place
from tests.conftest import SECRET, sqlalchemy_url
from tests.factories.communities import make_community, make_member, make_organisation
from tests.factories.payments import Counter, Payer, make_counter, make_payer
from tests.factories.tasks import claim, expect, make_desk
from tests.support.postgres import PostgresServer


class Screen:
    """Runs commands of ``wijkmunt`` in this process, and reads what they print."""

    def __init__(self, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._patch = patch

    def on(self, database_url: str) -> "Screen":
        """From now on the settings name this database."""
        self._patch.setenv("WIJKMUNT_DATABASE", database_url)
        return self

    def run(self, *arguments: str) -> list[str]:
        """The lines that a command printed, which ended well."""
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        said = self._capsys.readouterr()
        assert ended.value.code == 0, (ended.value.code, said)
        return said.out.splitlines()

    def refuses(self, *arguments: str) -> str:
        """Why a command did not do it: one sentence."""
        with pytest.raises(SystemExit) as ended:
            run(arguments)
        assert isinstance(ended.value.code, str), ended.value.code
        assert ended.value.code.startswith("wijkmunt: ")
        assert "\n" not in ended.value.code
        return ended.value.code

    def copy(self, shelf: Path) -> Path:
        """Make a copy; the folder it is in."""
        return Path(self.run("backup", "--to", str(shelf))[0].split("  ")[0])


@pytest.fixture
def screen(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    postgres: PostgresServer,
    tmp_path: Path,
) -> Screen:
    """A screen where PostgreSQL's programs are those of the tests' server."""
    monkeypatch.setenv("WIJKMUNT_POSTGRESQL_PROGRAMS", str(postgres.programs))
    monkeypatch.setenv("WIJKMUNT_INSTANCE", str(tmp_path))
    monkeypatch.setenv("WIJKMUNT_SECRETS", SECRET)
    return Screen(capsys, monkeypatch)


@pytest.fixture
def place(postgres: PostgresServer, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Gives the address of an empty place for a database of the same kind as another."""
    made: list[str] = []

    def empty(like: str) -> str:
        name = f"empty_{new_id().hex}"
        if like.startswith("sqlite"):
            return f"sqlite:///{tmp_path / name}"
        made.append(name)
        return sqlalchemy_url(postgres.create(name))

    yield empty
    for name in made:
        postgres.drop(name)


@dataclass
class Neighbourhood:
    """A shop, a payer who earned and paid there once, and an invitation that nobody has used."""

    community: CommunityFacts
    counter: Counter
    payer: Payer
    invitation: str


@pytest.fixture
def lively(app: Flask) -> Neighbourhood:
    """A neighbourhood in the test's database."""
    return make_neighbourhood(app)


def make_neighbourhood(app: Flask) -> Neighbourhood:
    """Sessions, phones' keys, a payment, an invitation, a recovery and a push under way."""
    community = make_community()
    counter, payer = make_counter(app, community), make_payer(app, community, coins=0)
    _, poster = make_desk(app, community).poster_of()
    expect(200, claim(payer.client, poster["jws"]))
    assert counter.scan(payer.code()).json["status"] == "paid"
    link = enrolment.invite("member", Place(community.id), None)
    _recovery(community)
    _push(community, payer)
    return Neighbourhood(community, counter, payer, link.token)


def _push(community: CommunityFacts, payer: Payer) -> None:
    now = clock.now()
    about: dict[str, Any] = {"person_id": payer.person_id, "community_id": community.id}
    notice = Notice(id=new_id(), kind="new_device", params={"device": "fiets"}, at=now, **about)
    message = PushMessage(
        notice_id=notice.id,
        subscription_id=new_id(),
        kind=notice.kind,
        due_at=now,
        expires_at=now + timedelta(hours=1),
        attempts=0,
    )
    db.session.add_all([notice, message])
    db.session.commit()


def _recovery(community: CommunityFacts) -> None:
    club = make_organisation(community.id, "association", "Harmonie")
    lost, first = make_member(community.id), make_member(community.id)
    now = clock.now()
    row = Recovery(
        id=new_id(),
        community_id=community.id,
        organisation_id=club.id,
        person_id=lost,
        trusted=False,
        reason="Telefoon in de gracht",
        slip="K7QM42XD",
        started_by=first,
        started_at=now,
        opens_at=now + timedelta(days=1),
        ends_at=now + timedelta(days=8),
    )
    until = row.ends_at
    db.session.add(row)
    db.session.commit()
    identity.hold(lost, until)
