"""The database: one session, one place that commits, the same behaviour on SQLite and PostgreSQL.

Ordinary use cases are functions under ``@unit_of_work`` that use ``db.session``.
A hot path sends a ``Batch`` of statements at once with ``commit``.
"""

from backend.db.batch import Batch, commit, run_in_session
from backend.db.bulk import insert_many
from backend.db.engine import configure, dispose
from backend.db.failures import DuplicateRow, StaleFacts, raises, translate
from backend.db.looks import Look, look
from backend.db.matching import matching
from backend.db.model import Base, Id, Instant, Model, db
from backend.db.replica import from_replica
from backend.db.stamps import FactCache, Stamp, forget_all_facts, read_stamps
from backend.db.unit import again_on, in_unit_of_work, unit_of_work

__all__ = [
    "Base",
    "Batch",
    "DuplicateRow",
    "FactCache",
    "Id",
    "Instant",
    "Look",
    "Model",
    "StaleFacts",
    "Stamp",
    "again_on",
    "commit",
    "configure",
    "db",
    "dispose",
    "forget_all_facts",
    "from_replica",
    "in_unit_of_work",
    "insert_many",
    "look",
    "matching",
    "raises",
    "read_stamps",
    "run_in_session",
    "translate",
    "unit_of_work",
]
