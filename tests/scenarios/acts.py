"""What people do in a simulated month: work, be paid, pay. One by one, or hundreds at once."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from backend import clock
from backend.amounts import MAX_AMOUNT
from backend.communities.queries import OrganisationFacts
from backend.db import unit_of_work
from backend.ids import new_id
from backend.ledger import service as ledger
from backend.ledger.service import Transfer
from backend.payments import schemas as payment_schemas
from backend.payments import service as payments
from backend.programmes.queries import BudgetFacts
from backend.tasks import claiming
from backend.tasks import schemas as tasks
from backend.tasks import service as task_service
from backend.tasks.pictograms import Pictogram
from tests.scenarios.neighbourhood import Neighbourhood

LONGEST_MINUTES = 480


@dataclass(frozen=True)
class Poster:
    """A task that hangs on a wall: what its QR holds."""

    task_id: uuid.UUID
    code: str


def hourly(amount: int) -> tasks.Reward:
    """``amount`` minor units an hour."""
    return tasks.Reward(kind="per_hour", amount=amount, max_minutes=LONGEST_MINUTES)


def fixed(amount: int) -> tasks.Reward:
    """``amount`` minor units, once."""
    return tasks.Reward(kind="fixed", amount=amount)


def offer(
    here: Neighbourhood,
    budget: BudgetFacts,
    organisation: OrganisationFacts,
    reward: tasks.Reward,
    **fields: object,
) -> Poster:
    """A coordinator makes a task and signs its poster."""
    coordinator = here.at("coordinator", organisation)
    new = tasks.NewTask(
        id=new_id(),
        budget_id=budget.id,
        title="Werk",
        description="",
        place="",
        picture=Pictogram.BROOM,
        reward=reward,
        limits=tasks.Limits(),
        needs_approval=False,
        **fields,  # type: ignore[arg-type]
    )
    task_service.create_task(organisation.id, new, coordinator)
    return Poster(new.id, here.phone(coordinator).sign_poster(here.facts, new.id))


def earn(
    here: Neighbourhood, person_id: uuid.UUID, poster: Poster, minutes: int | None = None
) -> int:
    """A member scans the poster; what was earned, minor units."""
    command = claiming.Command(new_id(), poster.code, minutes)
    return claiming.claim(here.phone(person_id).caller(), command).amount


def pay(
    here: Neighbourhood,
    payer: uuid.UUID,
    shop: OrganisationFacts,
    amount: int,
    at: Neighbourhood | None = None,
) -> uuid.UUID:
    """A member shows a code at a counter (``at`` a partner's), and says yes when asked."""
    there = at or here
    cashier = there.phone(there.at("shop_staff", shop))
    code = here.phone(payer).payment_code(here.facts, amount)
    wanted = payment_schemas.PaymentCommand(shop_id=shop.id, amount=amount, code=code)
    taken = payments.take(new_id(), wanted, cashier.caller())
    if taken.status == "waiting":
        taken = payments.confirm(taken.id, payer)
    assert taken.status == "paid"
    return taken.id


def rewards(
    here: Neighbourhood, budget: BudgetFacts, earned: Iterable[tuple[uuid.UUID, int]]
) -> int:
    """Everybody's month of work at once, (person, minor units) each; the sum."""
    return _book(
        "reward",
        ((budget.account_id, here.wallet(one), amount) for one, amount in earned),
    )


def payments_of(
    here: Neighbourhood, paid: Iterable[tuple[uuid.UUID, OrganisationFacts, int]]
) -> int:
    """Everybody's month of shopping at once, (person, shop, minor units) each; the sum."""
    return _book(
        "payment", ((here.wallet(one), here.till(shop), amount) for one, shop, amount in paid)
    )


def spend_all(
    here: Neighbourhood,
    shops: Sequence[OrganisationFacts],
    *,
    keep: int = 0,
    at_most: int = MAX_AMOUNT,
    but: Collection[uuid.UUID] = (),
) -> int:
    """Everybody (``but`` some) spends what they have but ``keep``, shops in turn; the sum."""
    moves: list[tuple[uuid.UUID, OrganisationFacts, int]] = []
    left = at_most
    for person_id, held in here.wallets().items():
        amount = min(held - keep, left)
        if amount > 0 and person_id not in but:
            left -= amount
            moves.append((person_id, shops[len(moves) % len(shops)], amount))
    return payments_of(here, moves)


def _book(kind: str, moves: Iterable[tuple[uuid.UUID, uuid.UUID, int]]) -> int:
    now = clock.now()
    transfers = [
        Transfer(new_id(), kind, debit, credit, amount, now)
        for debit, credit, amount in moves
        if amount
    ]
    _post(transfers)
    return sum(one.amount for one in transfers)


@unit_of_work
def _post(transfers: list[Transfer]) -> None:
    ledger.post_many(transfers)
