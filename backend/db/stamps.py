"""Stamps: how a process may keep facts in memory without ever acting on old ones.

Facts (a session, a role, a device key, a limit) belong to a scope: a person, an organisation or
a community. Each scope has a version; database triggers raise it in the same transaction that
changes a fact. Facts are cached together with the versions they were read at, and a batch is
refused with ``StaleFacts`` unless those versions still hold. So a revocation that has been
acknowledged is obeyed by every worker on every machine, at the price of one index look-up.
"""

import threading
import uuid
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar, cast
from weakref import WeakSet

from sqlalchemy import BigInteger, select
from sqlalchemy.orm import Mapped, mapped_column

from backend.db.model import Model, db

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_NOTHING = object()


def expect_sql(number: int) -> str:
    """PostgreSQL's check of stamps: scopes and versions are the parameters from ``number`` on."""
    return f"SELECT wijkmunt_expect(${number}::uuid[], ${number + 1}::bigint[])"


class Stamp(NamedTuple):
    """The version of a scope at which facts were read."""

    scope: uuid.UUID
    version: int


class StampRow(Model):
    """The present version of each scope that ever changed."""

    __tablename__ = "stamps"
    scope: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)


def read_stamps(scopes: Iterable[uuid.UUID]) -> tuple[Stamp, ...]:
    """The present versions; to be read before the facts they vouch for."""
    wanted = tuple(scopes)
    rows = db.session.execute(
        select(StampRow.scope, StampRow.version).where(StampRow.scope.in_(wanted))
    )
    versions = {row.scope: row.version for row in rows}
    return tuple(Stamp(scope, versions.get(scope, 0)) for scope in wanted)


class FactCache(Generic[K, V]):
    """At most ``size`` facts by key, the least recently used dropped first. Safe for threads.

    It belongs to one application instance, as the database does: keep it in ``app.extensions``.
    """

    def __init__(self, size: int = 20_000) -> None:
        self._size = size
        self._facts: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()
        self._forgotten = 0
        _every.add(self)

    def get(self, key: K, load: Callable[[], V]) -> V:
        """The cached facts, or those that ``load`` reads now (its errors are not cached)."""
        kept = self._facts.get(key, _NOTHING)
        if kept is not _NOTHING:
            # Which were used last only matters when some have to go soon.
            if len(self._facts) > self._size // 2:
                self._renew(key)
            return cast("V", kept)
        forgotten = self._forgotten
        loaded = load()
        with self._lock:
            if forgotten != self._forgotten:
                return loaded
            self._facts[key] = loaded
            while len(self._facts) > self._size:
                self._facts.popitem(last=False)
        return loaded

    def _renew(self, key: K) -> None:
        with self._lock:
            if key in self._facts:
                self._facts.move_to_end(key)

    def peek(self, key: K) -> V | None:
        """The cached facts, if there are any."""
        with self._lock:
            return self._facts.get(key)

    def drop(self, key: K) -> None:
        """Forget one key; the next ``get`` loads it."""
        with self._lock:
            self._facts.pop(key, None)

    def forget(self) -> None:
        """Forget everything, also what is being loaded now."""
        with self._lock:
            self._facts.clear()
            self._forgotten += 1


def forget_all_facts() -> None:
    """Forget what every cache of this process holds: what vouched for it was no stamp."""
    for cache in list(_every):
        cache.forget()


_every: "WeakSet[FactCache[Any, Any]]" = WeakSet()
