"""Imports in the backend run strictly downward, as docs/architecture.md says."""

from collections.abc import Iterator

from tests.architecture.tree import Import, files, imports, module_name

# From the ground up. Rooms on one floor may not import each other.
FLOORS = (
    ("errors", "clock", "ids", "environment", "tally"),
    ("config",),
    ("amounts",),
    ("codes",),
    ("db",),
    ("jobs", "web"),
    ("identity",),
    ("communities",),
    ("notices",),
    ("ledger",),
    ("programmes", "payments"),
    ("circulation",),
    ("rescue",),
    ("tasks", "redemption", "marketplace", "mandates", "sending", "disputes", "offline"),
    ("cards",),
    ("insight", "books", "watch"),
    ("audit",),
    ("health",),
    ("keeping",),
    ("presets",),
    ("example",),
    ("app",),
    ("cli",),
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
FEATURES = {
    *("identity", "communities", "ledger", "programmes", "payments"),
    *("notices", "circulation", "mandates", "books"),
    *("tasks", "redemption", "marketplace", "insight"),
    *("sending", "disputes", "offline", "rescue", "cards", "watch"),
}
# What a feature shows to those above it; its tables, rules and routes are its own affair.
COUNTER = {"service", "queries", "errors"}
WIRING = {"app", "audit", "cli", "example", "keeping", "presets"}
# Roles and places are plain values; rules may decide about them.
PLAIN_WEB_MODULE = "backend.web.caller"
FRAMEWORKS = {"flask", "flask_login", "flask_sqlalchemy", "sqlalchemy", "psycopg", "sqlite3"}


def all_imports() -> Iterator[Import]:
    for path in files(".py", under="backend"):
        yield from imports(path)


def room(module: str) -> str | None:
    """``backend.ledger.service`` -> ``ledger``; None for what is not in a room of the backend."""
    package, _, rest = module.partition(".")
    return rest.split(".")[0] if package == "backend" and rest else None


def shelf(module: str) -> str:
    """``backend.ledger.service.posting`` -> ``service``; empty for the room itself."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 else ""


def crossings() -> Iterator[tuple[Import, str, str]]:
    """Imports from one room of the backend into another."""
    for found in all_imports():
        importer, imported = room(found.importer), room(found.imported)
        if importer and imported and importer != imported:
            yield found, importer, imported


def test_every_room_has_a_floor() -> None:
    rooms = {room(module_name(path)) for path in files(".py", under="backend")} - {None}
    assert rooms - FLOOR.keys() == set(), "give the new room a floor here and in architecture.md"


def test_imports_run_downward() -> None:
    upward = [
        f"{found} (floor {FLOOR[importer]} to {FLOOR[imported]})"
        for found, importer, imported in crossings()
        if FLOOR[imported] >= FLOOR[importer]
    ]
    assert upward == []


def test_a_feature_is_entered_by_its_counter_only() -> None:
    intruders = [
        str(found)
        for found, importer, imported in crossings()
        if imported in FEATURES and importer not in WIRING and shelf(found.imported) not in COUNTER
    ]
    assert intruders == []


def test_insight_only_reads() -> None:
    writers = [
        str(found)
        for found, importer, imported in crossings()
        if importer == "insight" and imported in FEATURES and shelf(found.imported) != "queries"
    ]
    assert writers == []


def test_rules_and_codes_know_no_framework() -> None:
    impure = [
        str(found)
        for found in all_imports()
        if (shelf(found.importer) == "rules" or room(found.importer) == "codes")
        and (found.imported.split(".")[0] in FRAMEWORKS or room(found.imported) in {"db", "web"})
        and found.imported != PLAIN_WEB_MODULE
    ]
    assert impure == []


def test_rules_do_not_know_tables() -> None:
    tables = [
        str(found)
        for found in all_imports()
        if shelf(found.importer) == "rules" and shelf(found.imported) in {"models", "service"}
    ]
    assert tables == []


def test_nobody_but_the_wiring_needs_routes() -> None:
    callers = [
        str(found)
        for found in all_imports()
        if shelf(found.imported) == "routes"
        and room(found.importer) not in WIRING
        and shelf(found.importer) != "routes"
    ]
    assert callers == []
