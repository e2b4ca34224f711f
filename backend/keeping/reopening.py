"""After the database went back in time: what was open then must not be open again.

Whatever was ended between the copy and now (a stolen phone's session, a used invitation, a
recovery that its owner stopped) stands open in the copy. Nobody can know which, so all that lets
somebody in without a passkey or card is ended. Passkeys, cards, roles and coin stay as they were.
"""

from dataclasses import dataclass

from backend.communities import service as communities
from backend.db import unit_of_work
from backend.identity import service as identity
from backend.notices import service as notices
from backend.rescue import service as rescue


@dataclass(frozen=True, slots=True)
class Closed:
    """How many of each were open."""

    sessions: int
    device_keys: int
    links: int
    recoveries: int
    messages: int


@unit_of_work
def close_what_was_open() -> Closed:
    """End every session, phone's key, unused link and recovery, and drop what was to be pushed."""
    recoveries = rescue.stop_all()
    ended = identity.end_everything()
    return Closed(
        sessions=ended.sessions,
        device_keys=ended.device_keys,
        links=communities.void_links(),
        recoveries=recoveries,
        messages=notices.drop_pushes(),
    )
