"""Who is told of which step. The shop never hears who the payer is."""

import uuid

from backend.communities import queries as communities
from backend.disputes.models import Dispute
from backend.notices import service as notices
from backend.web.caller import Place


def opened(row: Dispute) -> None:
    """The shop has to answer by a day."""
    notices.tell(
        _staff(row), row.community_id, "dispute_opened",
        amount=row.amount, day=_day(row), dispute_id=row.id,
    )  # fmt: skip


def answered(row: Dispute) -> None:
    """The payer has an answer, and may say until a day what they think of it."""
    notices.tell(
        [row.person_id], row.community_id, "dispute_answered",
        organisation=_name(row), day=_day(row), dispute_id=row.id,
    )  # fmt: skip


def accepted(row: Dispute) -> None:
    """The shop's answer was accepted, or the payer let it be."""
    notices.tell(_staff(row), row.community_id, "dispute_accepted", dispute_id=row.id)


def asked(row: Dispute) -> None:
    """The community has to decide."""
    holders = communities.holders("issuer", Place(row.community_id))
    notices.tell(
        [one.person_id for one in holders if one.person_id != row.person_id],
        row.community_id, "dispute_asked",
        organisation=_name(row), amount=row.amount, dispute_id=row.id,
    )  # fmt: skip


def overdue(row: Dispute) -> None:
    """The shop did not answer in time."""
    notices.tell(
        [row.person_id], row.community_id, "dispute_overdue",
        organisation=_name(row), dispute_id=row.id,
    )  # fmt: skip
    asked(row)


def decided(row: Dispute, amount: int) -> None:
    """Both sides hear what was decided."""
    notices.tell(
        [row.person_id, *_staff(row)], row.community_id, "dispute_decided",
        organisation=_name(row), amount=amount, dispute_id=row.id,
    )  # fmt: skip


def _staff(row: Dispute) -> list[uuid.UUID]:
    staff = communities.staff(row.shop_id)
    return list(dict.fromkeys(one.person_id for one in staff if one.person_id != row.person_id))


def _name(row: Dispute) -> str:
    return communities.organisation(row.shop_id).name


def _day(row: Dispute) -> str:
    if row.due_at is None:
        raise AssertionError("whoever is asked for an answer has a day for it")
    return communities.community(row.community_id).day(row.due_at).isoformat()
