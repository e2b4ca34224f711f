"""HTTP of the example: step into a role with one click, and confirm without a passkey.

Where the example is not served, none of this exists.
"""

from ipaddress import ip_address

from flask import current_app, request

from backend import clock
from backend.codes.links import build_enrolment_link
from backend.communities import describe
from backend.communities.member_schemas import Me
from backend.errors import NotFound
from backend.example import doors
from backend.example.schemas import ExampleRole, ExampleRoles, StepInto, WhichPayment
from backend.identity import service as identity
from backend.payments import schemas as payment_schemas
from backend.payments import service as payments
from backend.web.api import Reply, Routes
from backend.web.caller import Caller
from backend.web.guards import PUBLIC, SIGNED_IN
from backend.web.schemas import Nothing

routes = Routes("example")

DEVICE_NAME = "Voorbeeld"


@routes.get("/example", guard=PUBLIC, returns=ExampleRoles, other_statuses=(404,))
def read_example() -> ExampleRoles:
    """The roles to step into, each also by an enrolment link."""
    _require_example()
    origin = current_app.config["WIJKMUNT"].origin
    return ExampleRoles(
        roles=[
            ExampleRole(
                key=door.key,
                display_name=door.display_name,
                what=door.where,
                enrol_url=build_enrolment_link(origin, door.token),
            )
            for door in doors.all_doors()
        ]
    )


@routes.post("/example/sign-in", guard=PUBLIC, body=StepInto, returns=Me)
def step_into(body: StepInto) -> Reply:
    """Be one of the example's people, without a passkey."""
    _require_example()
    person_id = doors.person_behind(body.role)
    tokens = identity.open_session(person_id, DEVICE_NAME, clock.now())
    return Reply(
        describe.me(person_id, tokens.session_id, tokens.authenticated_at),
        finish=lambda response: identity.set_cookies(response, tokens),
    )


@routes.post("/example/confirm", guard=SIGNED_IN, body=Nothing)
def confirm_in_example(body: Nothing, caller: Caller) -> Reply:
    """Count as having confirmed a passkey just now."""
    _require_example()
    tokens = identity.confirm(caller.session_id)
    return Reply(None, finish=lambda response: identity.set_cookies(response, tokens))


@routes.post(
    "/example/confirm-payment",
    guard=SIGNED_IN,
    body=WhichPayment,
    returns=payment_schemas.Payment,
)
def confirm_payment_in_example(body: WhichPayment, caller: Caller) -> payment_schemas.Payment:
    """Agree to a waiting payment of one's own, as its payer does with a passkey."""
    _require_example()
    return payments.confirm(body.payment_id, caller.person_id)


def _require_example() -> None:
    """Raise NotFound unless this is the example, asked for from this machine."""
    if not current_app.config["WIJKMUNT"].example or not _from_this_machine():
        raise NotFound


def _from_this_machine() -> bool:
    try:
        return ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
