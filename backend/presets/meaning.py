"""What single values cannot show: names that refer to one another, and sums."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from backend import clock
from backend.presets.document import Document, Path
from backend.presets.errors import Problem
from backend.presets.schema import FOUNDING, Plan, Preset


def problems(preset: Preset, document: Document) -> Iterator[Problem]:
    """Everything that does not fit together in a preset whose values are right one by one."""
    if preset.time_zone not in clock.time_zones():
        known = clock.time_zones()
        yield _unknown(document, ("time_zone",), preset.time_zone, "is no time zone", known)
    if "euro_rate" not in preset.settings.get(FOUNDING, {}):
        yield document.problem(("settings", FOUNDING), "says no euro_rate")
    keys = [one.key for one in preset.neighbourhoods]
    for at, key in enumerate(keys):
        if key in keys[:at]:
            yield document.problem(("neighbourhoods", at, "key"), "is used twice")
    yield from _places(preset, document, keys)
    for at, programme in enumerate(preset.programmes):
        if sum(line.amount for line in programme.lines) > programme.amount:
            yield document.problem(("programmes", at, "lines"), "add up to more than the amount")
    names = [body.name for body in preset.organisations]
    for at, plan in enumerate(preset.plans):
        yield from _plan(plan, ("plans", at), document, names)


def _places(preset: Preset, document: Document, keys: list[str]) -> Iterator[Problem]:
    places = {
        "organisations": [body.at for body in preset.organisations],
        "programmes": [programme.at for programme in preset.programmes],
        "plans": [plan.at for plan in preset.plans],
    }
    for part, wanted in places.items():
        for at, place in enumerate(wanted):
            if place is not None and place not in keys:
                yield _unknown(document, (part, at, "at"), place, "is no neighbourhood here", keys)


def _plan(plan: Plan, path: Path, document: Document, names: list[str]) -> Iterator[Problem]:
    given = plan.organisation
    if given is None and plan.kind != "grant":
        yield document.problem(path, f"a plan of the kind {plan.kind} names an organisation")
    if given is not None and given not in names:
        yield _unknown(document, (*path, "organisation"), given, "is no organisation here", names)
    if plan.plots and plan.kind != "plot":
        yield document.problem((*path, "plots"), "belong to a plan of the kind plot")


def _unknown(
    document: Document, path: Path, given: str, what: str, known: Iterable[str]
) -> Problem:
    """``given`` at ``path`` refers to nothing; the nearest of what is ``known`` is proposed."""
    near = difflib.get_close_matches(given, known, n=1, cutoff=0.5)
    return replace(document.problem(path, what), nearest=near[0] if near else None)
