"""People: who they say they are and the language they read."""

import uuid
from dataclasses import dataclass, field

from sqlalchemy import select

from backend import clock, ids
from backend.db import db, unit_of_work
from backend.identity.errors import PersonUnknown
from backend.identity.models import Person


@dataclass(frozen=True)
class PersonFacts:
    """A person as others may see them."""

    id: uuid.UUID
    display_name: str = field(repr=False)
    language: str


@unit_of_work
def create_person(
    display_name: str, language: str, person_id: uuid.UUID | None = None
) -> uuid.UUID:
    """Make a person and say the id, which a sign-up has chosen before as the user handle."""
    person = Person(
        id=person_id or ids.new_id(),
        display_name=display_name,
        language=language,
        created_at=clock.now(),
    )
    db.session.add(person)
    db.session.flush()
    return person.id


@unit_of_work
def change_person(
    person_id: uuid.UUID, *, display_name: str | None = None, language: str | None = None
) -> None:
    """Change what is given. Raises PersonUnknown."""
    person = lock_person(person_id)
    if display_name is not None:
        person.display_name = display_name
    if language is not None:
        person.language = language


def person(person_id: uuid.UUID) -> PersonFacts:
    """The person. Raises PersonUnknown."""
    row = db.session.execute(
        select(Person.id, Person.display_name, Person.language).where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        raise PersonUnknown
    return PersonFacts(*row)


def lock_person(person_id: uuid.UUID) -> Person:
    """The person's row, held until the unit of work ends: what is counted per person stays true."""
    row = db.session.scalars(
        select(Person).where(Person.id == person_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise PersonUnknown
    return row
