"""Booking many transfers by one statement, on PostgreSQL: each account is changed once.

Whoever inserts says so with the setting ``wijkmunt.many``; then this trigger applies the whole
statement instead of the one that applies row by row. Both keep every rule, so nothing can be won by
the setting but speed. On SQLite a batch costs little more than its rows as it is.
"""

from migrations.backing_triggers import MAKES_COIN
from migrations.support import execute

_APPLY = """
    CREATE FUNCTION transfers_apply_many() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE busy record; correction transfers;
    BEGIN
      IF EXISTS (
        SELECT 1 FROM booked
        LEFT JOIN ledger_accounts AS debit ON debit.id = booked.debit_account
        LEFT JOIN ledger_accounts AS credit ON credit.id = booked.credit_account
        LEFT JOIN transfer_rules AS rule ON rule.kind = booked.kind
          AND rule.debit_purpose = debit.purpose AND rule.credit_purpose = credit.purpose
        WHERE rule.kind IS NULL OR debit.currency_id <> credit.currency_id) THEN
        RAISE EXCEPTION 'wijkmunt:transfer_not_allowed' USING ERRCODE = 'WM002';
      END IF;
      IF EXISTS (
        SELECT 1 FROM ledger_accounts WHERE closed_at IS NOT NULL AND (
          id IN (SELECT debit_account FROM booked) OR id IN (SELECT credit_account FROM booked)))
      THEN
        RAISE EXCEPTION 'wijkmunt:account_closed' USING ERRCODE = 'WM004';
      END IF;
      FOR correction IN SELECT * FROM booked WHERE reverses IS NOT NULL LOOP
        PERFORM ledger_check_reversal(correction);
      END LOOP;
      PERFORM 1 FROM balances JOIN ledger_accounts ON ledger_accounts.id = balances.account_id
        WHERE account_id IN (
          SELECT debit_account FROM booked UNION SELECT credit_account FROM booked)
        ORDER BY ledger_accounts.slots > 1, account_id, slot FOR UPDATE OF balances;
      FOR busy IN
        WITH changes AS (
          SELECT account, sum(change)::bigint AS change FROM (
            SELECT debit_account AS account, -amount AS change FROM booked
            UNION ALL SELECT credit_account, amount FROM booked) AS both_sides
          GROUP BY account HAVING sum(change) <> 0),
        changed AS (
          UPDATE balances SET amount = balances.amount + changes.change
          FROM changes JOIN ledger_accounts ON ledger_accounts.id = changes.account
          WHERE balances.account_id = changes.account AND ledger_accounts.slots = 1
            AND (balances.floor IS NULL OR balances.amount + changes.change >= balances.floor)
          RETURNING balances.account_id)
        SELECT account, change, slots FROM changes
        JOIN ledger_accounts ON ledger_accounts.id = account
        WHERE account NOT IN (SELECT account_id FROM changed) ORDER BY account
      LOOP
        IF busy.slots = 1 THEN
          RAISE EXCEPTION 'wijkmunt:not_enough_coins' USING ERRCODE = 'WM003';
        END IF;
        PERFORM ledger_level(busy.account, busy.change);
      END LOOP;
      PERFORM ledger_check_backing(community_id, at) FROM (
        SELECT DISTINCT community_id, max(at) AS at FROM booked
        JOIN ledger_accounts ON ledger_accounts.id = booked.debit_account
          AND ledger_accounts.purpose IN ('issuance', 'reserve')
        WHERE booked.kind IN ('{makes}', 'withdrawal')
          OR (booked.kind = 'net' AND ledger_accounts.purpose = 'issuance')
        GROUP BY community_id) AS makers;
      RETURN NULL;
    END $$"""

_TRIGGERS = """
    DROP TRIGGER transfers_apply ON transfers;
    CREATE TRIGGER transfers_apply AFTER INSERT ON transfers FOR EACH ROW
    WHEN (current_setting('wijkmunt.many', true) IS DISTINCT FROM 'on')
    EXECUTE FUNCTION transfers_apply();
    CREATE TRIGGER transfers_apply_many AFTER INSERT ON transfers
    REFERENCING NEW TABLE AS booked FOR EACH STATEMENT
    WHEN (current_setting('wijkmunt.many', true) = 'on')
    EXECUTE FUNCTION transfers_apply_many()"""


def create() -> None:
    """Create the trigger on the database that is being migrated."""
    execute(postgresql=_APPLY.replace("{makes}", "', '".join(MAKES_COIN)))
    execute(postgresql=_TRIGGERS)
