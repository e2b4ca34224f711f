"""Use cases: somebody new makes a passkey and becomes a member, in an open community or by a link.

What they come for waits with the challenge, so that nothing is stored before the passkey is made.
"""

import uuid

from backend.communities import dated_settings, enrolment, queries
from backend.communities.errors import InvitationNeeded
from backend.communities.roles import grant
from backend.db import unit_of_work
from backend.identity import service as identity
from backend.identity.service import Ceremony, Credential, NewPasskey, SignedUp
from backend.web.caller import Place

OPEN = "sign_up_open"
INVITED = "sign_up_invited"


def begin_open(display_name: str, community_id: uuid.UUID) -> Ceremony:
    """Options for a passkey in a community that anybody may join.

    Raises NotFound, InvitationNeeded, Throttled.
    """
    _require_open(community_id)
    return identity.begin_sign_up(display_name, OPEN, community_id)


def begin_invited(display_name: str, token: str) -> Ceremony:
    """Options for a passkey with an enrolment link, which is not used up yet.

    Raises LinkUnknown, LinkUsed, LinkExpired, Throttled.
    """
    return identity.begin_sign_up(display_name, INVITED, enrolment.look(token).id)


def finish(
    challenge_id: uuid.UUID, credential: Credential, *, device_name: str, language: str
) -> SignedUp:
    """Make the person, their passkey, recovery codes, session and role, all or nothing.

    Raises ChallengeExpired, PasskeyRefused, and what the two beginnings raise.
    """
    made = identity.finish_sign_up(challenge_id, credential, OPEN, INVITED)
    return _join(made, device_name, language)


@unit_of_work
def _join(made: NewPasskey, device_name: str, language: str) -> SignedUp:
    subject_id = made.subject_id
    if subject_id is None:
        raise AssertionError("a sign-up is always begun for a community or a link")
    if made.purpose == OPEN:
        _require_open(subject_id)
    signed_up = identity.sign_up(made, device_name, language)
    if made.purpose == OPEN:
        grant(signed_up.person_id, "member", Place(subject_id), by=None)
    else:
        enrolment.accept_by_id(subject_id, signed_up.person_id)
    return signed_up


def _require_open(community_id: uuid.UUID) -> None:
    if dated_settings.setting(queries.community(community_id), "joining") != "open":
        raise InvitationNeeded
