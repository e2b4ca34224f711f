"""How PostgreSQL books what is inserted into ``transfers``: once a statement, whoever inserts.

One transfer takes the shortest way. Several are booked by their sum, so that each account is
changed once; then what counts is whether the accounts can bear all of them together. It replaces a
trigger for each row and one that a setting chose, whose conditions each statement had to read.

Locks are always taken in one order, so that nobody waits in a circle: accounts with one slot by
id, then busy ones by id, whose free slots are taken without waiting.
"""

from migrations.backing_triggers import MAKES_COIN
from migrations.owing_triggers import CHOSEN
from migrations.support import execute

_DROP = """
    DROP TRIGGER transfers_apply ON transfers;
    DROP TRIGGER transfers_apply_many ON transfers;
    DROP TRIGGER transfers_backing ON transfers;
    DROP TRIGGER transfers_hold_issuance ON transfers;
    DROP FUNCTION transfers_apply();
    DROP FUNCTION transfers_apply_many();
    DROP FUNCTION ledger_backing();
    DROP FUNCTION ledger_hold_issuance()"""

_REFUSE = """
    CREATE FUNCTION ledger_refuse_with(reason text) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'wijkmunt:%', reason USING ERRCODE = CASE reason
        WHEN 'transfer_not_allowed' THEN 'WM002' WHEN 'not_enough_coins' THEN 'WM003'
        WHEN 'account_closed' THEN 'WM004' ELSE 'WM005' END;
    END $$"""

# Many wallets are locked first and changed then, as an update by itself locks in no order.
_PLAIN = """
    CREATE FUNCTION ledger_move_plain(accounts uuid[], changes bigint[]) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE changed integer;
    BEGIN
      IF cardinality(accounts) > 1 THEN
        PERFORM 1 FROM unnest(accounts) AS moved (account)
          JOIN balances ON balances.account_id = moved.account AND balances.slot = 0
          ORDER BY moved.account FOR NO KEY UPDATE OF balances;
      END IF;
      UPDATE balances SET amount = balances.amount + moved.change
        FROM unnest(accounts, changes) AS moved (account, change)
        WHERE balances.account_id = moved.account AND balances.slot = 0
          AND (balances.floor IS NULL OR balances.amount + moved.change >= balances.floor);
      GET DIAGNOSTICS changed = ROW_COUNT;
      IF changed < cardinality(accounts) THEN
        PERFORM ledger_refuse_with('not_enough_coins');
      END IF;
    END $$"""

# One free slot of each busy account takes its whole change; where none is free or none can bear
# it, the slower way of a single transfer is taken, account by account.
_BUSY = """
    CREATE FUNCTION ledger_move_all_busy(
      accounts uuid[], changes bigint[], parts integer[], spreading boolean
    ) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE done uuid[] := '{}'; any_slot integer := trunc(random() * 64);
    BEGIN
      IF NOT spreading THEN
        WITH changed AS (
          UPDATE balances SET amount = balances.amount + moved.change
          FROM unnest(accounts, changes, parts) AS moved (account, change, slots)
            CROSS JOIN LATERAL (
              SELECT slot FROM balances AS free
              WHERE free.account_id = moved.account AND free.slot = any_slot % moved.slots
                AND free.amount + moved.change >= 0
              FOR NO KEY UPDATE SKIP LOCKED) AS chosen
          WHERE balances.account_id = moved.account AND balances.slot = chosen.slot
          RETURNING balances.account_id)
        SELECT coalesce(array_agg(account_id), '{}') INTO done FROM changed;
      END IF;
      FOR i IN 1 .. cardinality(accounts) LOOP
        CONTINUE WHEN accounts[i] = ANY (done);
        IF spreading THEN
          PERFORM ledger_level(accounts[i], changes[i]);
        ELSE
          PERFORM ledger_move_busy(accounts[i], changes[i]);
        END IF;
      END LOOP;
    END $$"""

_BOOK = """
    CREATE FUNCTION transfers_book() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      transfers_booked bigint; one record; facts record; moved record; correction transfers;
      spreading boolean; credit_first boolean; any_slot integer;
    BEGIN
      SELECT count(*) INTO transfers_booked FROM booked;
      IF transfers_booked = 0 THEN RETURN NULL; END IF;
      IF transfers_booked > 1 THEN
        SELECT
            bool_or(rule.kind IS NULL OR debit.currency_id <> credit.currency_id) AS unknown,
            bool_or(debit.closed_at IS NOT NULL OR credit.closed_at IS NOT NULL) AS closed,
            bool_or(debit.owing AND booked.kind IN ({chosen})) AS owes,
            bool_or(booked.reverses IS NOT NULL) AS corrects,
            bool_or(booked.kind IN ({backed})) AS backed,
            bool_or(credit.slots > 1 AND (rule.spreads OR debit.slots > 1)) AS spreads
          INTO facts FROM booked
          LEFT JOIN ledger_accounts AS debit ON debit.id = booked.debit_account
          LEFT JOIN ledger_accounts AS credit ON credit.id = booked.credit_account
          LEFT JOIN transfer_rules AS rule ON rule.kind = booked.kind
            AND rule.debit_purpose = debit.purpose AND rule.credit_purpose = credit.purpose;
        IF facts.unknown THEN
          PERFORM ledger_refuse_with('transfer_not_allowed');
        ELSIF facts.closed THEN
          PERFORM ledger_refuse_with('account_closed');
        ELSIF facts.owes THEN
          PERFORM ledger_refuse_with('wallet_owes');
        END IF;
        IF facts.backed THEN
          PERFORM ledger_hold_issuances(ARRAY(
            SELECT debit_account FROM booked WHERE kind = 'withdrawal'));
        END IF;
        IF facts.corrects THEN
          FOR correction IN SELECT * FROM booked WHERE reverses IS NOT NULL ORDER BY reverses LOOP
            PERFORM ledger_check_reversal(correction);
          END LOOP;
        END IF;
        SELECT
            array_agg(account ORDER BY account) FILTER (WHERE slots = 1) AS plain,
            array_agg(change ORDER BY account) FILTER (WHERE slots = 1) AS plain_changes,
            array_agg(account ORDER BY account) FILTER (WHERE slots > 1) AS busy,
            array_agg(change ORDER BY account) FILTER (WHERE slots > 1) AS busy_changes,
            array_agg(slots ORDER BY account) FILTER (WHERE slots > 1) AS busy_slots
          INTO moved FROM (
            SELECT account, sum(change)::bigint AS change FROM (
              SELECT debit_account AS account, -amount AS change FROM booked
              UNION ALL SELECT credit_account, amount FROM booked) AS sides
            GROUP BY account HAVING sum(change) <> 0) AS changes
          JOIN ledger_accounts ON ledger_accounts.id = changes.account;
        IF moved.plain IS NOT NULL THEN
          PERFORM ledger_move_plain(moved.plain, moved.plain_changes);
        END IF;
        IF moved.busy IS NOT NULL THEN
          PERFORM ledger_move_all_busy(
            moved.busy, moved.busy_changes, moved.busy_slots, facts.spreads);
        END IF;
        IF facts.backed THEN
          PERFORM ledger_check_backing(community_id, at) FROM (
            SELECT community_id, max(at) AS at FROM booked
            JOIN ledger_accounts ON ledger_accounts.id = booked.debit_account
            WHERE booked.kind IN ({backed}) AND purpose IN ('issuance', 'reserve')
              AND (booked.kind <> 'net' OR purpose = 'issuance')
            GROUP BY community_id) AS makers;
        END IF;
        RETURN NULL;
      END IF;

      SELECT booked.id, booked.kind, booked.debit_account, booked.credit_account, booked.amount,
          booked.at, booked.reverses, debit.slots AS debit_slots, credit.slots AS credit_slots,
          rule.spreads, debit.owing, debit.purpose, debit.community_id,
          debit.closed_at IS NOT NULL OR credit.closed_at IS NOT NULL AS closed
        INTO one FROM booked
        JOIN ledger_accounts AS debit ON debit.id = booked.debit_account
        JOIN ledger_accounts AS credit
          ON credit.id = booked.credit_account AND credit.currency_id = debit.currency_id
        JOIN transfer_rules AS rule ON rule.kind = booked.kind
          AND rule.debit_purpose = debit.purpose AND rule.credit_purpose = credit.purpose;
      IF NOT FOUND THEN
        PERFORM ledger_refuse_with('transfer_not_allowed');
      ELSIF one.closed THEN
        PERFORM ledger_refuse_with('account_closed');
      ELSIF one.owing AND one.kind IN ({chosen}) THEN
        PERFORM ledger_refuse_with('wallet_owes');
      END IF;
      IF one.kind = 'withdrawal' THEN
        PERFORM ledger_hold_issuances(ARRAY[one.debit_account]);
      END IF;
      IF one.reverses IS NOT NULL THEN
        SELECT * INTO correction FROM booked;
        PERFORM ledger_check_reversal(correction);
      END IF;
      spreading := one.credit_slots > 1 AND (one.spreads OR one.debit_slots > 1);
      IF spreading THEN
        PERFORM 1 FROM balances WHERE account_id IN (one.debit_account, one.credit_account)
          ORDER BY one.debit_slots = 1 AND account_id <> one.debit_account, account_id, slot
          FOR NO KEY UPDATE;
      END IF;
      credit_first := one.credit_slots = 1
        AND (one.debit_slots > 1 OR one.credit_account < one.debit_account);
      IF credit_first THEN
        UPDATE balances SET amount = amount + one.amount
          WHERE account_id = one.credit_account AND slot = 0;
      END IF;
      IF one.debit_slots = 1 THEN
        UPDATE balances SET amount = amount - one.amount
          WHERE account_id = one.debit_account AND slot = 0
            AND (floor IS NULL OR amount - one.amount >= floor);
        IF NOT FOUND THEN PERFORM ledger_refuse_with('not_enough_coins'); END IF;
      ELSE
        any_slot := trunc(random() * one.debit_slots);
        UPDATE balances SET amount = amount - one.amount
          WHERE account_id = one.debit_account AND slot = (
            SELECT slot FROM balances WHERE account_id = one.debit_account
              AND slot = any_slot AND amount >= one.amount
            FOR NO KEY UPDATE SKIP LOCKED);
        IF NOT FOUND THEN PERFORM ledger_move_busy(one.debit_account, -one.amount); END IF;
      END IF;
      IF spreading THEN
        PERFORM ledger_level(one.credit_account, one.amount);
      ELSIF one.credit_slots = 1 AND NOT credit_first THEN
        UPDATE balances SET amount = amount + one.amount
          WHERE account_id = one.credit_account AND slot = 0;
      ELSIF one.credit_slots > 1 THEN
        any_slot := trunc(random() * one.credit_slots);
        UPDATE balances SET amount = amount + one.amount
          WHERE account_id = one.credit_account AND slot = (
            SELECT slot FROM balances WHERE account_id = one.credit_account AND slot = any_slot
            FOR NO KEY UPDATE SKIP LOCKED);
        IF NOT FOUND THEN PERFORM ledger_move_busy(one.credit_account, one.amount); END IF;
      END IF;
      IF one.kind IN ({backed}) AND one.purpose IN ('issuance', 'reserve')
        AND (one.kind <> 'net' OR one.purpose = 'issuance') THEN
        PERFORM ledger_check_backing(one.community_id, one.at);
      END IF;
      RETURN NULL;
    END $$"""

# Whoever takes euro out of the reserve holds the row of the issuance as well (backing_triggers).
_HOLD = """
    CREATE FUNCTION ledger_hold_issuances(takers uuid[]) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM balances
        JOIN ledger_accounts AS issuance ON issuance.id = balances.account_id
        JOIN ledger_accounts AS debit ON debit.community_id = issuance.community_id
        WHERE debit.id = ANY (takers) AND issuance.purpose = 'issuance'
        ORDER BY balances.account_id FOR NO KEY UPDATE OF balances;
    END $$"""

_TRIGGER = """
    CREATE TRIGGER transfers_book AFTER INSERT ON transfers
    REFERENCING NEW TABLE AS booked FOR EACH STATEMENT EXECUTE FUNCTION transfers_book()"""


def create() -> None:
    """Put it in the place of the earlier triggers, on PostgreSQL."""
    backed = "', '".join((*MAKES_COIN, "withdrawal", "net"))
    book = _BOOK.replace("{chosen}", "'" + "', '".join(CHOSEN) + "'")
    book = book.replace("{backed}", f"'{backed}'")
    for statement in (_DROP, _REFUSE, _PLAIN, _BUSY, _HOLD, book, _TRIGGER):
        execute(postgresql=statement)
