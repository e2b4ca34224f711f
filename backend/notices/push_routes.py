"""HTTP of push: what one's own phones are told."""

from backend.notices import subscriptions
from backend.notices.schemas import PushAddress, PushSettings, PushSwitches
from backend.web.api import Routes
from backend.web.caller import Caller
from backend.web.guards import SIGNED_IN
from backend.web.throttle import limit

routes = Routes("push")

_RULE = "60 per 1 hour"


@routes.get("/me/push", guard=SIGNED_IN, returns=PushSettings)
def read_push(caller: Caller) -> PushSettings:
    """Whether this phone is told, and of what."""
    return _settings(caller)


@routes.put("/me/push", guard=SIGNED_IN, body=PushAddress, returns=PushSettings)
def subscribe_to_push(body: PushAddress, caller: Caller) -> PushSettings:
    """Tell this phone from now on."""
    limit("push", str(caller.person_id), _RULE)
    subscriptions.subscribe(caller, body.endpoint, body.keys.p256dh, body.keys.auth)
    return _settings(caller)


@routes.delete("/me/push", guard=SIGNED_IN)
def unsubscribe_from_push(caller: Caller) -> None:
    """Tell this phone no more."""
    subscriptions.unsubscribe(caller.session_id)


@routes.patch("/me/push", guard=SIGNED_IN, body=PushSwitches, returns=PushSettings)
def switch_push(body: PushSwitches, caller: Caller) -> PushSettings:
    """Choose what one's phones are told of."""
    subscriptions.switch(caller.person_id, body.switches)
    return _settings(caller)


def _settings(caller: Caller) -> PushSettings:
    return PushSettings.model_validate(subscriptions.of(caller)._asdict())
