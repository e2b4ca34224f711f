"""A wallet that owes pays nothing that its owner chooses, until it is whole.

On PostgreSQL the check stands in the function that reads both accounts anyway, so that those who
owe nothing wait for nothing; on SQLite it looks up one row by its key.
"""

from migrations import ledger_triggers
from migrations.support import execute

CHOSEN = ("payment", "send", "note_out")
_KINDS = ", ".join(f"'{kind}'" for kind in CHOSEN)

_SQLITE = """
    CREATE TRIGGER transfers_owing BEFORE INSERT ON transfers WHEN NEW.kind IN ({kinds})
    BEGIN
      SELECT RAISE(ABORT, 'wijkmunt:wallet_owes') WHERE EXISTS (
        SELECT 1 FROM ledger_accounts WHERE id = NEW.debit_account AND owing);
    END"""

_CHANGES = (
    ("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
    ("closed boolean; spreading boolean;", "closed boolean; spreading boolean; owes boolean;"),
    (
        "debit.closed_at IS NOT NULL OR credit.closed_at IS NOT NULL\n"
        "        INTO debit_slots, credit_slots, spreading, closed",
        "debit.closed_at IS NOT NULL OR credit.closed_at IS NOT NULL, debit.owing\n"
        "        INTO debit_slots, credit_slots, spreading, closed, owes",
    ),
    (
        "      IF NEW.reverses IS NOT NULL THEN PERFORM",
        f"      IF owes AND NEW.kind IN ({_KINDS}) THEN\n"
        "        RAISE EXCEPTION 'wijkmunt:wallet_owes' USING ERRCODE = 'WM005';\n"
        "      END IF;\n"
        "      IF NEW.reverses IS NOT NULL THEN PERFORM",
    ),
)


def create() -> None:
    """Create them on the database that is being migrated."""
    execute(sqlite=_SQLITE.replace("{kinds}", _KINDS), postgresql=_with_owing())


def _with_owing() -> str:
    function = ledger_triggers.postgresql_function("transfers_apply")
    for old, new in _CHANGES:
        if function.count(old) != 1:
            raise ValueError(f"not once in transfers_apply: {old}")
        function = function.replace(old, new)
    return function
