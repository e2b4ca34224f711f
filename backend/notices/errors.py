"""Named refusals of push."""

from backend.errors import Invalid


class EndpointRefused(Invalid):
    """A push address that no browser's maker has: not https, or inside somebody's network."""

    code = "push_endpoint_refused"


class PushKeysInvalid(Invalid):
    """The keys of a subscription are not those of RFC 8291."""

    code = "push_keys_invalid"
