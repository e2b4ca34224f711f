"""Founds the example: community, organisations, people and roles, budgets, tasks, posters."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from backend import clock
from backend.communities import queries as communities
from backend.communities import service
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.communities.service import NewCommunity, NewCurrency
from backend.communities.setting_schemas import EuroRate
from backend.db import db, unit_of_work
from backend.example import cast, funding, phones
from backend.example.models import ExampleMark
from backend.example.phones import Phone
from backend.identity import service as identity
from backend.ids import new_id
from backend.tasks import schemas as tasks
from backend.tasks import service as task_service
from backend.web.caller import COMMUNITY_ROLES, Place

PHONE = "Oefentelefoon"


@dataclass
class Neighbourhood:
    """The example while it is being made; everything by the keys of ``cast``."""

    community: CommunityFacts
    organisations: dict[str, OrganisationFacts] = field(default_factory=dict)
    people: dict[str, uuid.UUID] = field(default_factory=dict)
    phones: dict[str, Phone] = field(default_factory=dict)
    budgets: dict[str, uuid.UUID] = field(default_factory=dict)
    tasks: dict[str, uuid.UUID] = field(default_factory=dict)
    posters: dict[str, str] = field(default_factory=dict)

    def place(self, actor: cast.Actor) -> Place:
        """Where the actor's role is held."""
        at_community = Place(self.community.id)
        return at_community if actor.role in COMMUNITY_ROLES else self.organisations[actor.at].place


def found(today: datetime) -> Neighbourhood:
    """Make everything that was there before the first task was done; ``today`` is the real now."""
    here = Neighbourhood(_community(today))
    for one in cast.ORGANISATIONS:
        here.organisations[one.key] = service.create_organisation(
            here.community.id, name=one.name, kind=one.kind, category=one.category
        )
    for actor in (*cast.STAFF, *cast.RESIDENTS):
        _move_in(here, actor)
    here.budgets = funding.fund(here.community, here.organisations, here.people)
    for job in cast.JOBS:
        _offer(here, job, today)
    return here


@unit_of_work
def _community(today: datetime) -> CommunityFacts:
    name, plural, symbol = cast.CURRENCY
    community_id = service.create_community(
        NewCommunity(
            name=cast.COMMUNITY,
            currency=NewCurrency(name, plural, symbol, cast.DECIMALS),
            euro_rate=EuroRate(coins=10, euro_cents=100),
            languages=cast.LANGUAGES,
            timezone=cast.TIMEZONE,
        )
    )
    db.session.add(ExampleMark(community_id=community_id, started_at=today, finished_at=None))
    return communities.community(community_id)


def _move_in(here: Neighbourhood, actor: cast.Actor) -> None:
    person_id = identity.create_person(actor.name, actor.language)
    here.people[actor.key] = person_id
    service.grant(person_id, actor.role, here.place(actor), by=None)
    here.phones[actor.key] = phones.unpack(person_id, PHONE)


def _offer(here: Neighbourhood, job: cast.Job, today: datetime) -> None:
    coordinator = here.phones["marieke"]
    hourly = job.max_minutes is not None
    new = tasks.NewTask(
        id=new_id(),
        budget_id=here.budgets[job.budget],
        title=job.title,
        description=job.description,
        place=job.place,
        picture=job.picture,
        reward=tasks.Reward(
            kind="per_hour" if hourly else "fixed",
            amount=job.coins * cast.COIN,
            max_minutes=job.max_minutes,
        ),
        starts_at=None if job.starts_in is None else today + job.starts_in,
        ends_at=None if job.ends_in is None else today + job.ends_in,
        limits=tasks.Limits(per_person=job.per_person, per_day=job.per_day, total=job.total),
        needs_approval=job.needs_approval,
    )
    task_service.create_task(here.organisations["centre"].id, new, coordinator.person_id)
    here.tasks[job.key] = new.id
    here.posters[job.key] = coordinator.sign_poster(here.community, new.id)


def finish(here: Neighbourhood) -> None:
    """Put the phones away and note that the example is whole."""
    for phone in here.phones.values():
        phones.put_away(phone)
    _mark_finished(here.community.id)


@unit_of_work
def _mark_finished(community_id: uuid.UUID) -> None:
    db.session.get_one(ExampleMark, community_id).finished_at = clock.now()
