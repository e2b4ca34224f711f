"""Go through a storm on both databases: `make storm SECONDS=600 SEED=1 DATABASE=both`.

Prints what happened, and fails when anything is not as docs/storm.md says.
"""

import argparse
import sys

from tests.storm.storm import Aftermath, Options, Template, storm

KINDS = {"sqlite": ("sqlite",), "postgresql": ("postgresql",), "both": ("sqlite", "postgresql")}


def figures(found: Aftermath) -> list[str]:
    """What happened, a line each."""
    return [
        f"{found.seconds:.0f} s, {sum(found.outcomes.values())} commands, {found.tries} tries,"
        f" {found.asked_again} answered ones asked again, {found.turned} refused and then done;"
        f" {found.cuts} cut connections,"
        f" {found.starts} starts of servers; the disk was {found.disk}",
        *(f"  {name}: {count}" for name, count in sorted(found.faults.items())),
        "instead of an answer",
        *(f"  {name}: {count}" for name, count in sorted(found.hindered.items())),
        "logged by the servers",
        *(f"  {count} x {line}" for line, count in found.logged.most_common(12)),
        "answers",
        *(f"  {name}: {count}" for name, count in sorted(found.outcomes.items())),
    ]


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make storm")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--database", choices=sorted(KINDS), default="both")
    return parser.parse_args()


def main() -> int:
    """Each database that is asked for; 1 when something is wrong."""
    asked = _asked()
    wrong = 0
    for kind in KINDS[asked.database]:
        template = Template(kind, asked.clients)
        try:
            found = storm(template, Options(asked.seconds, asked.seed, asked.clients))
        finally:
            template.close()
        print(f"== {kind}, {asked.seconds:.0f} s, seed {asked.seed}")
        print("\n".join(figures(found)))
        print("\n".join(found.problems) or "clean: nothing lost, nothing twice, audit sound")
        sys.stdout.flush()
        wrong += len(found.problems)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
