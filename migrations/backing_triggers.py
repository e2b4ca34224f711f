"""The trigger that keeps a community's promise: coin exists only as far as the reserve covers it.

It reads the dated settings ``backing`` and ``euro_rate`` of the day (UTC) of the transfer. Kinds
that make coin, and those that take euro out of the reserve other than to pay a shop, are checked.
"""

from migrations.support import execute

MAKES_COIN = ("issue", "sale", "line", "retire_reversal")
_MAKES = "', '".join(MAKES_COIN)

# What the community holds after the transfer, on the day of it. Reserve x 100 covers outstanding
# coin at its rate x the promised percentage, each side multiplied out so that nothing is divided.
_SQLITE = """
    CREATE TRIGGER transfers_backing BEFORE INSERT ON transfers
    WHEN NEW.kind IN ('{kinds}')
    BEGIN
      SELECT RAISE(ABORT, 'wijkmunt:reserve_too_small')
      FROM ledger_accounts AS debit
      JOIN communities ON communities.id = debit.community_id
      JOIN currencies ON currencies.id = communities.currency_id
      JOIN settings AS backing ON backing.community_id = debit.community_id
        AND backing.key = 'backing' AND backing.valid_from <= {day}
        AND NOT EXISTS (SELECT 1 FROM settings AS later
          WHERE later.community_id = backing.community_id AND later.key = 'backing'
            AND later.valid_from <= {day} AND (later.valid_from, later.created_at)
              > (backing.valid_from, backing.created_at))
      JOIN settings AS rate ON rate.id = (
        SELECT id FROM settings WHERE community_id = debit.community_id AND key = 'euro_rate'
        ORDER BY valid_from <= {day} DESC,
          CASE WHEN valid_from <= {day} THEN valid_from END DESC, valid_from, created_at DESC
        LIMIT 1)
      WHERE debit.id = NEW.debit_account AND debit.purpose IN ('issuance', 'reserve')
        AND (NEW.kind <> 'net' OR debit.purpose = 'issuance')
        AND json_extract(backing.value, '$.policy') <> 'unbacked'
        AND ({coin} - {issued}) * json_extract(rate.value, '$.euro_cents')
          * json_extract(backing.value, '$.ratio_percent')
        > ({reserve} - {euro}) * json_extract(rate.value, '$.coins')
          * CASE currencies.decimals WHEN 0 THEN 100 WHEN 1 THEN 1000 WHEN 2 THEN 10000
            ELSE 100000 END;
    END"""
_DAY = "date(NEW.at / 1000, 'unixepoch')"

_HELD = (
    "(SELECT coalesce(sum(b.amount), 0) FROM ledger_accounts a JOIN balances b"
    " ON b.account_id = a.id WHERE a.community_id = {community} AND a.purpose = '{purpose}')"
)

_POSTGRESQL_CHECK = """
    CREATE FUNCTION ledger_check_backing(community uuid, at bigint) RETURNS void
    LANGUAGE plpgsql AS $$
    DECLARE
      day date := (to_timestamp(at / 1000.0) AT TIME ZONE 'UTC')::date;
      backing json; rate json; places integer; outstanding numeric; reserve numeric;
    BEGIN
      SELECT value INTO backing FROM settings
        WHERE community_id = community AND key = 'backing' AND valid_from <= day
        ORDER BY valid_from DESC, created_at DESC LIMIT 1;
      IF NOT FOUND OR backing->>'policy' = 'unbacked' THEN RETURN; END IF;
      SELECT value INTO rate FROM settings
        WHERE community_id = community AND key = 'euro_rate'
        ORDER BY valid_from <= day DESC, CASE WHEN valid_from <= day THEN valid_from END DESC,
          valid_from, created_at DESC LIMIT 1;
      SELECT decimals INTO places FROM currencies
        JOIN communities ON communities.currency_id = currencies.id
        WHERE communities.id = community;
      outstanding := - {issued};
      reserve := {reserve};
      IF outstanding * (rate->>'euro_cents')::numeric * (backing->>'ratio_percent')::numeric
        > reserve * (rate->>'coins')::numeric * (10 ^ places) * 100 THEN
        RAISE EXCEPTION 'wijkmunt:reserve_too_small' USING ERRCODE = 'WM005';
      END IF;
    END $$"""

# Whoever makes coin holds the row of the issuance until the end, so that it is enough that those
# who take from the reserve hold it too, and before the reserve's own row: then nobody waits in a
# circle, and each sees what the other did.
_POSTGRESQL_TRIGGER = f"""
    CREATE FUNCTION ledger_hold_issuance() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM 1 FROM balances
        JOIN ledger_accounts AS issuance ON issuance.id = balances.account_id
        JOIN ledger_accounts AS debit ON debit.community_id = issuance.community_id
        WHERE debit.id = NEW.debit_account AND issuance.purpose = 'issuance'
        FOR UPDATE OF balances;
      RETURN NEW;
    END $$;
    CREATE TRIGGER transfers_hold_issuance BEFORE INSERT ON transfers FOR EACH ROW
    WHEN (NEW.kind = 'withdrawal') EXECUTE FUNCTION ledger_hold_issuance();
    CREATE FUNCTION ledger_backing() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM ledger_check_backing(community_id, NEW.at) FROM ledger_accounts
        WHERE id = NEW.debit_account AND purpose IN ('issuance', 'reserve')
          AND (NEW.kind <> 'net' OR purpose = 'issuance');
      RETURN NULL;
    END $$;
    CREATE TRIGGER transfers_backing AFTER INSERT ON transfers FOR EACH ROW
    WHEN (NEW.kind IN ('{_MAKES}', 'withdrawal', 'net')) EXECUTE FUNCTION ledger_backing()"""


def create() -> None:
    """Create the check on the database that is being migrated."""
    held = {
        "issued": _HELD.format(community="debit.community_id", purpose="issuance"),
        "reserve": _HELD.format(community="debit.community_id", purpose="reserve"),
    }
    checks = (
        ("transfers_backing", f"{_MAKES}', 'net", "NEW.amount", "0"),
        ("transfers_backing_withdrawal", "withdrawal", "0", "NEW.amount"),
    )
    for name, kinds, coin, euro in checks:
        statement = _SQLITE.format(kinds=kinds, coin=coin, euro=euro, day=_DAY, **held)
        execute(sqlite=statement.replace("transfers_backing", name, 1))
    held = {
        "issued": _HELD.format(community="community", purpose="issuance"),
        "reserve": _HELD.format(community="community", purpose="reserve"),
    }
    execute(postgresql=_POSTGRESQL_CHECK.format(**held))
    execute(postgresql=_POSTGRESQL_TRIGGER)
