"""Copies of the embedded database: read while it is served, put in place before it is."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url

from backend.keeping.digest import TableDigest, differences, digest_of
from backend.keeping.errors import KeepingError
from backend.keeping.shelf import Content, Copy, to_disk

FILE = "database.sqlite"
_BESIDE = ("-wal", "-shm", "-journal")
_BUSY_SECONDS = 30.0


def write_copy(url: str, folder: Path) -> Content:
    """Copy the database at ``url`` as of one instant into ``folder``; writers go on meanwhile.

    Every page of the copy is then checked (``PRAGMA integrity_check``). Raises KeepingError.
    """
    source, target = path_of(url), folder / FILE
    if not source.is_file():
        raise KeepingError(f"there is no database at {source}")
    live, copy = sqlite3.connect(source, timeout=_BUSY_SECONDS), sqlite3.connect(target)
    with closing(live), closing(copy):
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        _check(copy)
        [(revision,)] = copy.execute("SELECT version_num FROM alembic_version").fetchall()
    return Content("sqlite", revision, FILE, _digest(target))


@contextmanager
def put_back(copy: Copy, url: str) -> Iterator[str]:
    """The copy beside the place where ``url`` wants it; moved there when the block ends well.

    Gives the address at which it can be worked on until then. Raises KeepingError when something
    is in that place, or the content is not what was copied.
    """
    target = path_of(url)
    check_free(target)
    making = target.with_name(f"{target.name}.restoring")
    _remove(making)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _copy_file(copy.file, making)
        if wrong := differences(_digest(making), copy.content.tables):
            raise KeepingError(f"tables that differ from the copy: {', '.join(wrong)}")
        yield f"sqlite:///{making}"
        _settle(making)
        check_free(target)
        making.rename(target)
        to_disk(target.parent)
    finally:
        _remove(making)


def path_of(url: str) -> Path:
    """The file of a database's address. Raises KeepingError when it has none."""
    name = make_url(url).database
    if not name or name == ":memory:":
        raise KeepingError("a database in memory cannot be kept")
    return Path(name).absolute()


def check_free(target: Path) -> None:
    """Raise KeepingError when a database, or a rest of one, is at ``target``."""
    for path in (target, *(target.with_name(target.name + ending) for ending in _BESIDE)):
        if path.exists():
            raise KeepingError(
                f"{path} is there; stop the server, move it and what stands beside it away"
                " (do not remove it yet), and try again"
            )


def _copy_file(source: Path, target: Path) -> None:
    target.touch(mode=0o600)
    with closing(sqlite3.connect(source)) as kept, closing(sqlite3.connect(target)) as copy:
        kept.backup(copy)
        _check(copy)


def _settle(file: Path) -> None:
    """Bring all that was written into the one file, and the file to disk."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    to_disk(file)


def _check(connection: sqlite3.Connection) -> None:
    said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    if said != ["ok"]:
        raise KeepingError(f"the database is damaged: {said[0]}")


def _digest(file: Path) -> dict[str, TableDigest]:
    engine = create_engine(f"sqlite:///{file}")
    try:
        with engine.connect() as connection:
            return digest_of(connection)
    finally:
        engine.dispose()


def _remove(file: Path) -> None:
    for path in (file, *(file.with_name(file.name + ending) for ending in _BESIDE)):
        path.unlink(missing_ok=True)
