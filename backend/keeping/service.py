"""Make a copy of the database, and put one in its place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.config import Config
from backend.keeping import postgresql, shelf, sqlite
from backend.keeping.errors import KeepingError
from backend.keeping.shelf import Copy


def make_copy(config: Config, to: Path) -> Copy:
    """A whole copy of the database as of one instant, on disk, on the shelf ``to``."""
    kind = sqlite if config.uses_sqlite else postgresql
    with shelf.begun(to) as folder:
        return shelf.place(folder, kind.write_copy(config.database_url, folder))


@contextmanager
def put_back(copy: Copy, config: Config) -> Iterator[str]:
    """The copy's content, proved equal to what was copied; in its place when the block ends well.

    Gives the address of the database to work on meanwhile. Raises KeepingError when the place is
    taken, when the file was changed, or when it is of another kind of database.
    """
    kind = "sqlite" if config.uses_sqlite else "postgresql"
    if copy.content.database != kind:
        raise KeepingError(
            f"the copy is of {copy.content.database} and the database in the settings of {kind};"
            " put it back into one of its own kind, then: wijkmunt move"
        )
    copy.check()
    putting = sqlite.put_back if config.uses_sqlite else postgresql.put_back
    with putting(copy, config.database_url) as address:
        yield address
