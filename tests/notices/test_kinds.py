"""Whatever people are told, the app has a sentence for it, and names nothing that is not sent."""

import ast
import json
import re
from collections.abc import Iterator

from tests.architecture.tree import ROOT, files

WORDS = ROOT / "pwa" / "src" / "i18n" / "nl" / "notices.json"
KIND = re.compile(r"[a-z]+(_[a-z]+)+")
PLACE_OF_KIND = {"tell": 2, "News": 1}


def told() -> Iterator[tuple[str, str]]:
    """Every kind of notice that stands in the code, and where."""
    for path in files(".py", under="backend"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from ((kind, path.name) for kind in kinds_in(node))


def kinds_in(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    place = PLACE_OF_KIND.get(name)
    if place is not None and len(call.args) > place:
        for node in ast.walk(call.args[place]):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_kind_has_a_sentence() -> None:
    known = json.loads(WORDS.read_text(encoding="utf-8"))["kind"].keys()
    found = {(kind, where) for kind, where in told() if KIND.fullmatch(kind)}
    assert len(found) > 10
    assert {one for one in found if one[0] not in known} == set()
