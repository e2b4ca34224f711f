"""Findings as the API shows them: ids become names that the issuer knows."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from backend.communities import queries as communities
from backend.identity import queries as identity
from backend.tasks import queries as tasks
from backend.watch import models, schemas


def findings(rows: Sequence[models.Finding]) -> list[schemas.Finding]:
    """Findings with names."""
    said = [row.dismissed_by for row in rows if row.dismissed_by]
    names = identity.display_names({*said, *_ids(rows, "people")})
    briefs = communities.organisation_names(set(_ids(rows, "organisations")))
    titles = tasks.titles({uuid.UUID(one) for row in rows if (one := _facts(row)["task"])})
    return [_finding(row, names, briefs, titles) for row in rows]


def finding(row: models.Finding) -> schemas.Finding:
    """One finding."""
    return findings([row])[0]


def _finding(
    row: models.Finding, names: dict[Any, str], briefs: dict[Any, Any], titles: dict[Any, str]
) -> schemas.Finding:
    facts = _facts(row)
    people = [uuid.UUID(one) for one in facts["people"]]
    task = uuid.UUID(facts["task"]) if facts["task"] else None
    dismissed = row.dismissed_by and {
        "by_name": names.get(row.dismissed_by, ""),
        "at": row.dismissed_at,
        "note": row.note,
    }
    return schemas.Finding.model_validate(
        {
            "id": row.id,
            "pattern": row.pattern,
            "numbers": facts["numbers"],
            "people": [{"id": one, "name": names.get(one, "")} for one in people],
            "organisations": [briefs[uuid.UUID(one)] for one in facts["organisations"]],
            "task": task and {"id": task, "title": titles.get(task, "")},
            "first_at": row.first_at,
            "last_at": row.last_at,
            "found_at": row.found_at,
            "dismissed": dismissed,
        }
    )


def _ids(rows: Sequence[models.Finding], kind: str) -> Iterator[uuid.UUID]:
    for row in rows:
        yield from map(uuid.UUID, _facts(row)[kind])


def _facts(row: models.Finding) -> dict[str, Any]:
    return row.facts
