"""``unit_of_work``: one use case, one transaction, one commit, at the outermost function."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from backend.db.again import again_on_conflict, require_clock
from backend.db.failures import is_lost
from backend.db.model import db
from backend.errors import Unavailable

P = ParamSpec("P")
R = TypeVar("R")


def unit_of_work(use_case: Callable[P, R]) -> Callable[P, R]:
    """Run ``use_case`` in a transaction of its own and commit, or roll everything back.

    Called inside another unit of work it joins that one. When the database reports that two
    transactions got in each other's way, or was lost before the commit, the whole use case runs
    again, so it must only depend on its arguments and on what it reads. Raises the named
    conditions of the triggers, and ``Unavailable`` when nobody knows whether it was committed.
    """

    @functools.wraps(use_case)
    def outermost(*args: P.args, **kwargs: P.kwargs) -> R:
        if in_unit_of_work():
            return use_case(*args, **kwargs)
        require_clock()
        return again_on_conflict(lambda: _once(lambda: use_case(*args, **kwargs)))

    return outermost


def again_on(*conditions: type[Exception]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run a use case once more when it met one of ``conditions``: somebody was faster.

    For commands under an id that the client made: of two at the same instant the second then
    finds what the first one did (``DuplicateRow``).
    """

    def decorate(use_case: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(use_case)
        def twice(*args: P.args, **kwargs: P.kwargs) -> R:
            try:
                return use_case(*args, **kwargs)
            except conditions:
                return use_case(*args, **kwargs)

        return twice

    return decorate


def in_unit_of_work() -> bool:
    """Whether a unit of work is under way; makes no session for the answer."""
    return db.session.registry.has() and "in_unit_of_work" in db.session.info


def _once(work: Callable[[], R]) -> R:
    session = db.session()
    session.rollback()
    session.info["in_unit_of_work"] = True
    try:
        session.connection(execution_options={"write": True})
        result = work()
        session.flush()
        _commit()
        return result
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("in_unit_of_work", None)


def _commit() -> None:
    try:
        db.session.commit()
    except DBAPIError as error:
        if is_lost(error):
            # Perhaps it was done; a use case without an id of its own must not be done twice.
            raise Unavailable from error
        raise
