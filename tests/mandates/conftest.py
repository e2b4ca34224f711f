"""A neighbourhood with an association on a day of 2027."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from backend import clock
from backend.communities.queries import CommunityFacts, OrganisationFacts
from backend.db import db
from backend.ledger import audit as ledger_audit
from backend.ledger import queries as ledger
from backend.ledger import service as accounts
from backend.mandates.audit import CHECKS
from backend.notices.models import Notice
from backend.web.caller import Place
from tests.factories.communities import Somebody, make_community, make_organisation, somebody
from tests.factories.identity import send, signed_in_client
from tests.factories.mandates import START, at_noon


@dataclass(frozen=True)
class Here:
    """The neighbourhood, its gardeners' association and who coordinates there."""

    app: Flask
    community: CommunityFacts
    garden: OrganisationFacts
    coordinator: Somebody

    def member(self, **options: Any) -> Somebody:
        """Somebody who takes part, and confirmed a passkey just now."""
        return somebody(self.app, "member", Place(self.community.id), fresh=True, **options)

    def send(self, who: Somebody, method: str, path: str, body: object = None) -> Any:
        """Send as ``who``, who confirmed a passkey just now, also when weeks went by."""
        client = signed_in_client(self.app, who.person_id, fresh=True)
        return send(client, method, path, body)

    def balance(self, person_id: uuid.UUID) -> int:
        """What is in the person's wallet, minor units."""
        db.session.rollback()
        return ledger.balance(accounts.wallet(self.community.id, person_id))

    def till(self) -> int:
        """What the association has, minor units."""
        db.session.rollback()
        return ledger.balance(accounts.till(self.community.id, self.garden.id))

    def told(self, person_id: uuid.UUID) -> list[str]:
        """The kinds of what the person was told, oldest first."""
        db.session.rollback()
        rows = db.session.scalars(
            select(Notice).where(Notice.person_id == person_id).order_by(Notice.at, Notice.id)
        )
        return [row.kind for row in rows]

    def is_sound(self) -> bool:
        """Whether the audits of mandates and of every balance find nothing."""
        ours = {name: sql for name, sql in ledger_audit.CHECKS.items() if "issue" not in name}
        return ledger_audit.check_all({**ours, **CHECKS}) == []


@pytest.fixture
def here(app: Flask) -> Iterator[Here]:
    at_noon(START)
    community = make_community()
    garden = make_organisation(community.id, "association", "De Volkstuin", "garden")
    coordinator = somebody(app, "coordinator", garden.place, fresh=True, display_name="Greet")
    yield Here(app, community, garden, coordinator)
    clock.use_source(None)
