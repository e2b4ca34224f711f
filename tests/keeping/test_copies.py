"""A copy is whole or not there, is put back equal, and opens nothing that was ended since."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text

from backend import db
from backend.app import create_app
from backend.communities import enrolment
from backend.communities.errors import LinkExpired
from backend.config import Config
from backend.keeping import shelf
from backend.keeping.digest import TableDigest, differences, digest_of
from backend.keeping.rules import Keep
from tests.conftest import config_for
from tests.factories.identity import send
from tests.keeping.conftest import Neighbourhood, Screen

CHANGED = {
    *("sessions", "device_keys", "challenges", "enrolment_links", "recoveries", "account_holds"),
    *("notices", "push_messages", "stamps"),
}
"""What is ended when a copy is put back, and what follows from that."""


def tables(url: str) -> dict[str, TableDigest]:
    """What the database at ``url`` holds."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = digest_of(connection)
    engine.dispose()
    return found


@contextmanager
def opened(url: str) -> Iterator[Flask]:
    """An application on the database at ``url``, with its context pushed."""
    app = create_app(config_for(url))
    with app.app_context():
        yield app
        db.db.session.remove()
    db.dispose(app)


def address(app: Flask) -> str:
    config: Config = app.config["WIJKMUNT"]
    return config.database_url


def test_a_copy_is_put_back_equal_and_sound(
    app: Flask,
    lively: Neighbourhood,
    screen: Screen,
    place: Callable[[str], str],
    tmp_path: Path,
) -> None:
    before, copied = tables(address(app)), screen.on(address(app)).copy(tmp_path / "copies")
    assert lively.counter.scan(lively.payer.code()).json["status"] == "paid"
    moved = place(address(app))

    said = screen.on(moved).run("restore", "--nothing-lost", str(copied))

    assert said == [f"{len(before)} tables are as they were copied.", "The ledger is sound."]
    assert differences(tables(moved), before) == []
    assert before["payments"].rows == 1
    assert tables(address(app))["payments"].rows == 2


def test_what_was_open_in_a_copy_is_closed(
    app: Flask,
    lively: Neighbourhood,
    screen: Screen,
    place: Callable[[str], str],
    tmp_path: Path,
) -> None:
    before, copied = tables(address(app)), screen.on(address(app)).copy(tmp_path / "copies")
    back, cashier = place(address(app)), lively.counter.cashier.client
    said = screen.on(back).run("restore", str(copied))
    assert " 1 unused invitations, 1 recoveries; 1 messages" in said[1]
    assert said[2] == "The ledger is sound."
    assert {"sessions", "device_keys"} < set(differences(tables(back), before)) < CHANGED
    assert send(cashier, "GET", "/me").status_code == 200
    with opened(back) as restored:
        browser = restored.test_client()
        access = cashier.get_cookie("__Host-wm_access", domain="munt.test")
        assert access is not None
        browser.set_cookie(access.key, access.value, domain="munt.test", secure=True)
        refused = send(browser, "GET", "/me")
        assert (refused.status_code, refused.json["code"]) == (401, "session_revoked")
        with pytest.raises(LinkExpired):
            enrolment.look(lively.invitation)
        for table in ("sessions", "device_keys"):
            live = f"SELECT count(*) FROM {table} WHERE revoked_at IS NULL"  # noqa: S608
            assert db.db.session.execute(text(live)).scalar_one() == 0
        assert db.db.session.execute(text("SELECT count(*) FROM push_messages")).scalar_one() == 0


def test_what_is_not_as_it_was_written_is_not_put_back(
    app: Flask, screen: Screen, place: Callable[[str], str], tmp_path: Path
) -> None:
    copied, back = screen.on(address(app)).copy(tmp_path / "copies"), place(address(app))
    kept = shelf.open_copy(copied)
    content = bytearray(kept.file.read_bytes())
    content[len(content) // 2] ^= 1
    kept.file.write_bytes(content)
    assert "is not what was written" in screen.on(back).refuses("restore", str(copied))

    content[len(content) // 2] ^= 1
    kept.file.write_bytes(content)
    page = json.loads((copied / shelf.PAGE).read_text(encoding="utf-8"))
    page["tables"]["people"]["digest"] = "f" * 64
    (copied / shelf.PAGE).write_text(json.dumps(page), encoding="utf-8")
    assert "differ from the copy: people" in screen.refuses("restore", str(copied))

    page["revision"] = "9999"
    (copied / shelf.PAGE).write_text(json.dumps(page), encoding="utf-8")
    assert "newer than this" in screen.refuses("restore", str(copied))
    page["database"], page["revision"] = "another", kept.content.revision
    (copied / shelf.PAGE).write_text(json.dumps(page), encoding="utf-8")
    assert "the copy is of another" in screen.refuses("restore", str(copied))


def test_nothing_that_is_there_is_overwritten(
    app: Flask, lively: Neighbourhood, screen: Screen, tmp_path: Path
) -> None:
    copied, before = screen.on(address(app)).copy(tmp_path / "copies"), tables(address(app))
    said = screen.refuses("restore", str(copied))
    assert "is there; stop the server" in said or "has tables" in said
    assert tables(address(app)) == before


def test_copies_are_listed_and_old_ones_go(app: Flask, screen: Screen, tmp_path: Path) -> None:
    made = screen.on(address(app)).copy(tmp_path)
    assert made.stat().st_mode & 0o077 == 0
    earlier = tmp_path / "20200101T030000Z"
    shutil.copytree(made, earlier)
    page = json.loads((earlier / shelf.PAGE).read_text(encoding="utf-8"))
    (earlier / shelf.PAGE).write_text(json.dumps({**page, "made_at": earlier.name}))
    half_made = tmp_path / ".making-half"
    half_made.mkdir()
    listed = screen.run("copies", "--to", str(tmp_path))
    assert [line.split("  ")[0] for line in listed] == [str(made), str(earlier)]

    assert shelf.clear(tmp_path, Keep(1, 0, 0)) == [earlier]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == [
        ".making-half",
        made.name,
    ]


def test_a_copy_that_fails_leaves_nothing(
    screen: Screen, place: Callable[[str], str], database_url: str, tmp_path: Path
) -> None:
    nowhere = place(database_url)
    with pytest.raises(BaseException, match=r"alembic_version|no database"):
        screen.on(nowhere).copy(tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []
