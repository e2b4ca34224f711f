"""The session: which database a read goes to, and reads that are simply done again.

Outside a unit of work every statement stands by itself, so a read that met a conflict (only the
strictest isolation knows them) or a lost connection may be repeated without anybody noticing.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from backend.db.again import again_on_conflict
from backend.db.failures import is_lost

R = TypeVar("R")

IN_UNIT = "in_unit_of_work"
FROM_REPLICA = "reads_replica"
REPLICA = "replica"


class Session(FlaskSession):
    """Flask-SQLAlchemy's, for our two ways of reading."""

    def get_bind(
        self,
        mapper: Any | None = None,
        clause: Any | None = None,
        bind: Engine | Connection | None = None,
        **kwargs: Any,
    ) -> Engine | Connection:
        """The replica while ``from_replica`` reads; else the database that is written to."""
        if bind is None and FROM_REPLICA in self.info and IN_UNIT not in self.info:
            return self._db.engines[REPLICA]
        return super().get_bind(mapper=mapper, clause=clause, bind=bind, **kwargs)

    def close(self) -> None:
        """Give the connection back, or throw it away when it was lost.

        A request closes its session when its answer stands: that the server went away since then
        must not take the answer back, nor leave this session to whoever comes next.
        """
        try:
            super().close()
        except DBAPIError as error:
            if not is_lost(error):
                raise
            self.invalidate()

    def execute(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        """As SQLAlchemy's, once more where that is harmless."""
        run = super().execute
        return self._again(statement, lambda: run(statement, *args, **kwargs))

    def scalar(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        """As for ``execute``."""
        run = super().scalar
        return self._again(statement, lambda: run(statement, *args, **kwargs))

    def scalars(self, statement: Any, *args: Any, **kwargs: Any) -> Any:
        """As for ``execute``."""
        run = super().scalars
        return self._again(statement, lambda: run(statement, *args, **kwargs))

    def _again(self, statement: Any, read: Callable[[], R]) -> R:
        if IN_UNIT in self.info or FROM_REPLICA in self.info or not statement.is_select:
            return read()
        return again_on_conflict(lambda: self._read(read))

    def _read(self, read: Callable[[], R]) -> R:
        try:
            return read()
        except Exception:
            self.rollback()
            raise
