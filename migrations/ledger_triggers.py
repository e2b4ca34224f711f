"""The triggers that make the database itself keep the ledger's rules, on each of the two kinds."""

from alembic import op

from migrations.support import on_sqlite

IMMUTABLE = ("transfers", "transfer_rules", "ledger_accounts", "balances")

_SQLITE = (
    """
    CREATE TRIGGER transfers_check BEFORE INSERT ON transfers BEGIN
      SELECT RAISE(ABORT, 'UNIQUE constraint failed: transfers.id')
        WHERE EXISTS (SELECT 1 FROM transfers WHERE id = NEW.id);
      SELECT RAISE(ABORT, 'wijkmunt:transfer_not_allowed') WHERE NOT EXISTS (
        SELECT 1 FROM ledger_accounts AS debit
        JOIN ledger_accounts AS credit
          ON credit.id = NEW.credit_account AND credit.currency_id = debit.currency_id
        JOIN transfer_rules AS rule ON rule.kind = NEW.kind
          AND rule.debit_purpose = debit.purpose AND rule.credit_purpose = credit.purpose
        WHERE debit.id = NEW.debit_account);
      SELECT RAISE(ABORT, 'wijkmunt:account_closed') WHERE EXISTS (
        SELECT 1 FROM ledger_accounts
        WHERE id IN (NEW.debit_account, NEW.credit_account) AND closed_at IS NOT NULL);
      SELECT RAISE(ABORT, 'wijkmunt:transfer_not_allowed')
        WHERE NEW.reverses IS NOT NULL AND NOT EXISTS (
          SELECT 1 FROM transfers AS original
          WHERE original.id = NEW.reverses AND original.debit_account = NEW.credit_account
            AND original.credit_account = NEW.debit_account
            AND original.amount >= NEW.amount + (
              SELECT coalesce(sum(amount), 0) FROM transfers WHERE reverses = NEW.reverses));
      SELECT RAISE(ABORT, 'wijkmunt:not_enough_coins') WHERE EXISTS (
        SELECT 1 FROM balances
        WHERE account_id = NEW.debit_account AND slot = 0 AND amount - NEW.amount < floor);
    END""",
    """
    CREATE TRIGGER transfers_apply AFTER INSERT ON transfers BEGIN
      UPDATE balances SET amount = amount - NEW.amount
        WHERE account_id = NEW.debit_account AND slot = 0;
      UPDATE balances SET amount = amount + NEW.amount
        WHERE account_id = NEW.credit_account AND slot = 0;
    END""",
    """
    CREATE TRIGGER balances_follow_transfers BEFORE UPDATE ON balances
    WHEN NEW.account_id IS NOT OLD.account_id OR NEW.slot IS NOT OLD.slot
      OR NEW.floor IS NOT OLD.floor OR NOT EXISTS (
        SELECT 1 FROM transfers AS last
        WHERE last.rowid = (SELECT max(rowid) FROM transfers) AND (
          (last.credit_account = NEW.account_id AND NEW.amount = OLD.amount + last.amount)
          OR (last.debit_account = NEW.account_id AND NEW.amount = OLD.amount - last.amount)))
    BEGIN SELECT RAISE(ABORT, 'wijkmunt:transfer_not_allowed'); END""",
    """
    CREATE TRIGGER balances_start_empty BEFORE INSERT ON balances
    WHEN NEW.amount <> 0
      OR EXISTS (SELECT 1 FROM balances WHERE account_id = NEW.account_id AND slot = NEW.slot)
    BEGIN SELECT RAISE(ABORT, 'wijkmunt:transfer_not_allowed'); END""",
    """
    CREATE TRIGGER ledger_accounts_replaced BEFORE INSERT ON ledger_accounts
    WHEN EXISTS (SELECT 1 FROM ledger_accounts WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint failed: ledger_accounts.id'); END""",
    """
    CREATE TRIGGER ledger_accounts_keep BEFORE UPDATE ON ledger_accounts
    WHEN NEW.id IS NOT OLD.id OR NEW.community_id IS NOT OLD.community_id
      OR NEW.currency_id IS NOT OLD.currency_id OR NEW.purpose IS NOT OLD.purpose
      OR NEW.owner_id IS NOT OLD.owner_id OR NEW.slots IS NOT OLD.slots
    BEGIN SELECT RAISE(ABORT, 'wijkmunt:transfer_not_allowed'); END""",
)

_POSTGRESQL = (
    """
    CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'wijkmunt:transfer_not_allowed' USING ERRCODE = 'WM002'; END $$""",
    # Divides the whole balance evenly over the slots after adding `change` (which may be negative).
    """
    CREATE FUNCTION ledger_level(account uuid, change bigint) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE total bigint; parts integer;
    BEGIN
      PERFORM 1 FROM balances WHERE account_id = account ORDER BY slot FOR UPDATE;
      SELECT sum(amount) + change, count(*) INTO total, parts
        FROM balances WHERE account_id = account;
      IF total < 0 THEN
        RAISE EXCEPTION 'wijkmunt:not_enough_coins' USING ERRCODE = 'WM003';
      END IF;
      UPDATE balances
        SET amount = total / parts + CASE WHEN slot < total % parts THEN 1 ELSE 0 END
        WHERE account_id = account;
    END $$""",
    # A debit that no single slot of a busy account can bear gathers them all; a credit that finds
    # every slot held by others is tried again.
    """
    CREATE FUNCTION ledger_move_busy(account uuid, change bigint) RETURNS void
    LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE balances SET amount = amount + change
        WHERE account_id = account AND slot = (
          SELECT slot FROM balances WHERE account_id = account AND amount + change >= 0
          LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED);
      IF FOUND THEN RETURN; END IF;
      IF change > 0 THEN
        RAISE EXCEPTION 'every slot is held' USING ERRCODE = 'serialization_failure';
      END IF;
      PERFORM ledger_level(account, change);
    END $$""",
    """
    CREATE FUNCTION ledger_check_reversal(correction transfers) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE whole bigint;
    BEGIN
      SELECT amount INTO whole FROM transfers
        WHERE id = correction.reverses AND debit_account = correction.credit_account
          AND credit_account = correction.debit_account
        FOR NO KEY UPDATE;
      IF NOT FOUND OR whole <
        (SELECT sum(amount) FROM transfers WHERE reverses = correction.reverses) THEN
        RAISE EXCEPTION 'wijkmunt:transfer_not_allowed' USING ERRCODE = 'WM002';
      END IF;
    END $$""",
    # Locks are taken in one order, so that crossing transfers cannot deadlock: accounts with one
    # slot by id, then busy ones, whose free slots are taken without waiting. The frequent ways
    # stand here in full, since each call of another function costs as much as an update.
    """
    CREATE FUNCTION transfers_apply() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      debit_slots integer; credit_slots integer; closed boolean; spreading boolean;
      credit_first boolean; any_slot integer := trunc(random() * 64);
    BEGIN
      SELECT debit.slots, credit.slots, rule.spreads,
          debit.closed_at IS NOT NULL OR credit.closed_at IS NOT NULL
        INTO debit_slots, credit_slots, spreading, closed
        FROM ledger_accounts AS debit
        JOIN ledger_accounts AS credit
          ON credit.id = NEW.credit_account AND credit.currency_id = debit.currency_id
        JOIN transfer_rules AS rule ON rule.kind = NEW.kind
          AND rule.debit_purpose = debit.purpose AND rule.credit_purpose = credit.purpose
        WHERE debit.id = NEW.debit_account;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'wijkmunt:transfer_not_allowed' USING ERRCODE = 'WM002';
      ELSIF closed THEN
        RAISE EXCEPTION 'wijkmunt:account_closed' USING ERRCODE = 'WM004';
      END IF;
      IF NEW.reverses IS NOT NULL THEN PERFORM ledger_check_reversal(NEW); END IF;
      spreading := credit_slots > 1 AND (spreading OR debit_slots > 1);
      IF spreading THEN
        PERFORM 1 FROM balances WHERE account_id IN (NEW.debit_account, NEW.credit_account)
          ORDER BY account_id, slot FOR UPDATE;
      END IF;
      credit_first := credit_slots = 1
        AND (debit_slots > 1 OR NEW.credit_account < NEW.debit_account);
      IF credit_first THEN
        UPDATE balances SET amount = amount + NEW.amount
          WHERE account_id = NEW.credit_account AND slot = 0;
      END IF;
      IF debit_slots = 1 THEN
        UPDATE balances SET amount = amount - NEW.amount
          WHERE account_id = NEW.debit_account AND slot = 0
            AND (floor IS NULL OR amount - NEW.amount >= floor);
        IF NOT FOUND THEN
          RAISE EXCEPTION 'wijkmunt:not_enough_coins' USING ERRCODE = 'WM003';
        END IF;
      ELSE
        UPDATE balances SET amount = amount - NEW.amount
          WHERE account_id = NEW.debit_account AND slot = (
            SELECT slot FROM balances WHERE account_id = NEW.debit_account
              AND slot = any_slot % debit_slots AND amount >= NEW.amount
            FOR NO KEY UPDATE SKIP LOCKED);
        IF NOT FOUND THEN PERFORM ledger_move_busy(NEW.debit_account, -NEW.amount); END IF;
      END IF;
      IF spreading THEN
        PERFORM ledger_level(NEW.credit_account, NEW.amount);
      ELSIF credit_slots = 1 AND NOT credit_first THEN
        UPDATE balances SET amount = amount + NEW.amount
          WHERE account_id = NEW.credit_account AND slot = 0;
      ELSIF credit_slots > 1 THEN
        UPDATE balances SET amount = amount + NEW.amount
          WHERE account_id = NEW.credit_account AND slot = (
            SELECT slot FROM balances WHERE account_id = NEW.credit_account
              AND slot = any_slot % credit_slots
            FOR NO KEY UPDATE SKIP LOCKED);
        IF NOT FOUND THEN PERFORM ledger_move_busy(NEW.credit_account, NEW.amount); END IF;
      END IF;
      RETURN NULL;
    END $$""",
    """
    CREATE TRIGGER transfers_apply AFTER INSERT ON transfers
    FOR EACH ROW EXECUTE FUNCTION transfers_apply()""",
    """
    CREATE TRIGGER balances_follow_transfers BEFORE UPDATE ON balances
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger_refuse()""",
    """
    CREATE TRIGGER balances_start_empty BEFORE INSERT ON balances
    FOR EACH ROW WHEN (NEW.amount <> 0) EXECUTE FUNCTION ledger_refuse()""",
    """
    CREATE TRIGGER ledger_accounts_keep BEFORE UPDATE ON ledger_accounts FOR EACH ROW
    WHEN ((NEW.id, NEW.community_id, NEW.currency_id, NEW.purpose, NEW.owner_id, NEW.slots)
      IS DISTINCT FROM
      (OLD.id, OLD.community_id, OLD.currency_id, OLD.purpose, OLD.owner_id, OLD.slots))
    EXECUTE FUNCTION ledger_refuse()""",
    # Room on each page for the next version of a row, so that updates touch no index.
    "ALTER TABLE balances SET (fillfactor = 40)",
)


def postgresql_function(name: str) -> str:
    """The statement that creates the function ``name`` on PostgreSQL, for who changes it later."""
    return next(one for one in _POSTGRESQL if f"CREATE FUNCTION {name}()" in one)


def create() -> None:
    """Create them all on the database that is being migrated."""
    statements = (
        [*_SQLITE, *_sqlite_refusals()]
        if on_sqlite()
        else [
            *_POSTGRESQL,
            *_postgresql_refusals(),
        ]
    )
    for statement in statements:
        op.get_bind().exec_driver_sql(statement if on_sqlite() else statement.replace("%", "%%"))


def _sqlite_refusals() -> list[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'wijkmunt:transfer_not_allowed'); END"
    deletes = [f"CREATE TRIGGER {t}_no_delete BEFORE DELETE ON {t} {refuse}" for t in IMMUTABLE]
    updates = [
        f"CREATE TRIGGER {t}_no_update BEFORE UPDATE ON {t} {refuse}"
        for t in ("transfers", "transfer_rules")
    ]
    return deletes + updates


def _postgresql_refusals() -> list[str]:
    execute = "EXECUTE FUNCTION ledger_refuse()"
    statements = []
    for table in IMMUTABLE:
        statements += [
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {execute}",
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} {execute}",
        ]
    for table in ("transfers", "transfer_rules"):
        statements.append(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {execute}"
        )
    return statements
