"""Writes the tables of docs/performance.md: ``python -m tests.load.report build/bench.json``.

What the file measured replaces the same figures in docs/performance.json, which is kept beside the
page; figures that it lacks stay as they were. Without a file only the page is written again. Prose
stays as it is, outside the marks. A promise that is not reached needs its reason on the page.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tests.load.catalogue import CATALOGUE
from tests.load.figures import Figure
from tests.support.server import ROOT

PAGE = ROOT / "docs" / "performance.md"
KEPT = ROOT / "docs" / "performance.json"
_BEGIN = "<!-- {group}: written by tests.load.report -->\n\n"
_END = "<!-- end of {group} -->"
_QUIET = 1.0


def main(arguments: list[str]) -> int:
    """Take a file in, write the page; 1 when a promise is not measured or lacks its reason."""
    kept = read(KEPT) if KEPT.exists() else {"figures": []}
    for name in arguments:
        kept = merged(kept, read(Path(name)))
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    page = written(PAGE.read_text(encoding="utf-8"), kept)
    PAGE.write_text(page, encoding="utf-8")
    missing = [f"not measured: {words}" for words in not_measured(kept)]
    missing += [f"no reason on the page: {words}" for words in without_reason(page, kept)]
    for line in missing:
        print(line)
    return 1 if missing else 0


def read(path: Path) -> dict[str, Any]:
    """The content of a JSON file; raises ValueError for figures that do not count."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if content.get("scale", "whole") != "whole":
        raise ValueError(f"{path} was measured with BENCH_SCALE=small: nothing to keep")
    return content


def merged(kept: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """``kept`` with the figures of ``new`` in place of its own, in the order of the catalogue."""
    figures = {one["key"]: one for one in kept["figures"]}
    figures |= {one["key"]: one for one in new["figures"]}
    ordered = [figures[key] for key in CATALOGUE if key in figures]
    return {"python": new["python"], "cores": new["cores"], "figures": ordered}


def written(page: str, kept: Mapping[str, Any]) -> str:
    """``page`` with its tables made anew. Raises ValueError when a mark is not there."""
    figures = figures_of(kept)
    tables = {
        "circumstances": circumstances(kept),
        "promised": promised(figures),
        "more": more(figures.values()),
    }
    for group, table in tables.items():
        begin, end = _BEGIN.format(group=group), _END.format(group=group)
        before, _, rest = page.partition(begin)
        _, found, after = rest.partition(end)
        if not found:
            raise ValueError(f"the page has no place for {group}")
        page = f"{before}{begin}{table}\n{end}{after}"
    return page


def figures_of(kept: Mapping[str, Any]) -> dict[str, Figure]:
    """By key, in the order of the catalogue."""
    return {
        one["key"]: Figure(one["key"], one["value"], tuple(one["rounds"]))
        for one in kept["figures"]
    }


def circumstances(kept: Mapping[str, Any]) -> str:
    """When and where the figures were taken."""
    days = sorted({one["on"] for one in kept["figures"]})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    text = f"Taken on {when} with {kept['cores']} cores and Python {kept['python']}.\n"
    busiest = max(one["load"] for one in kept["figures"])
    if busiest > _QUIET:
        text += (
            f"The load average of the minute before a figure began was up to {busiest:.1f},"
            " the figure before it included.\n"
        )
    return text


def promised(figures: Mapping[str, Figure]) -> str:
    """The table of what was promised, with what is lacking."""
    lines = ["| Figure | Measured | Rounds | Reach | Then | |", "|---|---|---|---|---|---|"]
    for key, what in CATALOGUE.items():
        if what.reach is None:
            continue
        figure = figures.get(key)
        taken = (what.written(figure.value), figure.spread) if figure else ("", "")
        then = what.written(what.then) if what.then is not None else ""
        said = verdict(figure) if figure else "not measured yet"
        cells = (what.words, *taken, what.written(what.reach), then, said)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def more(figures: Iterable[Figure]) -> str:
    """The table of what is only to be known."""
    lines = ["| Figure | Measured | Rounds |", "|---|---|---|"]
    for figure in figures:
        if figure.what.group == "more":
            what = figure.what
            lines.append(f"| {what.words} | {what.written(figure.value)} | {figure.spread} |")
    return "\n".join(lines) + "\n"


def verdict(figure: Figure) -> str:
    """Reached, or by how much not."""
    if figure.is_reached:
        return "reached"
    reach = figure.what.reach
    assert reach is not None
    short = abs(figure.value - reach) / reach
    return f"{100 * short:.0f} % {'too much' if figure.what.at_most else 'short'}"


def not_measured(kept: Mapping[str, Any]) -> list[str]:
    """Promises of which nobody knows how they stand."""
    figures = figures_of(kept)
    return [
        what.words
        for key, what in CATALOGUE.items()
        if what.reach is not None and key not in figures
    ]


def without_reason(page: str, kept: Mapping[str, Any]) -> list[str]:
    """Promises that are not reached and of which the page does not say why."""
    return [
        figure.what.words
        for figure in figures_of(kept).values()
        if not figure.is_reached and f"\n* **{figure.what.words}**: " not in page
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
