"""SECURITY.md says what stops whom, and which test shows it: here it is held to that."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
LINKS = re.findall(r"\[([^\]]+)\]\(([^)#]+)\)", PAGE)


def test_whatever_it_points_to_is_there() -> None:
    missing = [link for _, link in LINKS if not (ROOT / link).exists()]
    assert missing == []
    assert [
        text for text, link in LINKS if text.startswith("test_") and not link.endswith(text)
    ] == []


def test_every_attack_has_its_place_in_it() -> None:
    attacks = {
        path.relative_to(ROOT).as_posix() for path in Path(__file__).parent.glob("test_*.py")
    }
    attacks.discard(Path(__file__).relative_to(ROOT).as_posix())
    assert attacks - {link for _, link in LINKS} == set()


def test_what_it_points_to_tests_something() -> None:
    tests = [ROOT / link for _, link in LINKS if "/test_" in link]
    assert len(tests) > 20
    assert [
        path.name for path in tests if "def test_" not in path.read_text(encoding="utf-8")
    ] == []
