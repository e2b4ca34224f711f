"""The PWA's rooms: app on features, features on ui and data, those on core and i18n."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tests.architecture.tree import ROOT, files

SOURCES = ROOT / "pwa" / "src"
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*['"](\.[^'"]*)['"]""")
PACKAGE = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*['"]([^.'"][^'"]*)['"]""")
# What each room may use besides itself; the entry points (main, modules) may use everything.
MAY_USE = {
    "core": set[str](),
    "i18n": {"core"},
    "ui": {"core", "i18n"},
    "data": {"core", "i18n"},
    "features": {"ui", "data", "core", "i18n"},
    "app": {"features", "ui", "data", "core", "i18n"},
    "sw": {"data", "core", "i18n"},
}
DOM = re.compile(
    r"\b(document\.|window\.(?:document|location|navigator|\w+EventListener)|navigator\.|"
    r"localStorage|sessionStorage|indexedDB|HTML\w*Element)"
)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def sources() -> Iterator[Path]:
    yield from files(".ts", ".tsx", under="pwa/src")


def rooms(path: Path) -> tuple[str, ...]:
    """``pwa/src/features/pay/Code.tsx`` -> ``("features", "pay", "Code.tsx")``."""
    return path.relative_to(SOURCES).parts


def local_imports() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(who, whom), both as parts of the path below pwa/src."""
    for path in sources():
        for target in IMPORT.findall(path.read_text(encoding="utf-8")):
            place = (path.parent / PurePosixPath(target.partition("?")[0])).resolve()
            if place.is_relative_to(SOURCES):
                yield rooms(path), rooms(place)


def told(who: tuple[str, ...], whom: tuple[str, ...]) -> str:
    return f"{'/'.join(who)} imports {'/'.join(whom)}"


def test_every_room_is_known() -> None:
    folders = {rooms(path)[0] for path in sources() if len(rooms(path)) > 1}
    assert folders - MAY_USE.keys() == set()


def test_imports_run_downward() -> None:
    upward = [
        told(who, whom)
        for who, whom in local_imports()
        if len(who) > 1 and who[0] != whom[0] and whom[0] not in MAY_USE[who[0]]
    ]
    assert upward == []


def test_a_feature_never_imports_another() -> None:
    across = [
        told(who, whom)
        for who, whom in local_imports()
        if who[0] == whom[0] == "features" and who[1] != whom[1]
    ]
    assert across == []


def test_the_core_knows_neither_the_dom_nor_a_framework() -> None:
    impure = []
    for path in files(".ts", ".tsx", under="pwa/src/core"):
        text = COMMENT.sub("", path.read_text(encoding="utf-8"))
        impure += [f"{path.name}: {word}" for word in DOM.findall(text)]
        impure += [f"{path.name}: {name}" for name in PACKAGE.findall(text) if "preact" in name]
    assert impure == []


def test_styles_use_logical_directions_only() -> None:
    physical = re.compile(
        r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)|(?:left|right)\s*:|"
        r"(?:text-align|float)\s*:\s*(?:left|right))"
    )
    found = [
        f"{path.relative_to(ROOT)}: {match}"
        for path in files(".css", under="pwa/src")
        for match in physical.findall(path.read_text(encoding="utf-8"))
    ]
    assert found == []
