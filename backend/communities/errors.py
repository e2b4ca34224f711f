"""What can be refused about neighbourhoods, organisations, roles, links and settings."""

from backend.errors import Forbidden, Invalid, NotFound, Refused


class LastOwner(Refused):
    """A shop keeps at least one owner."""

    code = "last_owner"


class RoleNotHere(Invalid):
    """This role cannot be held at this place: a shop's role at no shop, or at a whole community."""

    code = "role_not_here"


class LinkUnknown(NotFound):
    """No enrolment link has this token."""

    code = "link_unknown"


class LinkExpired(Refused):
    """The enrolment link was not used in time."""

    code = "link_expired"


class LinkUsed(Refused):
    """The enrolment link has been used."""

    code = "link_used"


class LinkVoid(Refused):
    """Whoever made the enrolment link may no longer give its role."""

    code = "link_void"


class InvitationNeeded(Forbidden):
    """This community takes new members by invitation only."""

    code = "invitation_needed"


class SettingUnknown(Invalid):
    """There is no setting with this key."""

    code = "setting_unknown"


class SettingInvalid(Invalid):
    """The value does not fit the setting; ``fields`` says where."""

    code = "setting_invalid"


class SettingInPast(Refused):
    """A setting holds from today at the earliest; ``earliest`` is that date."""

    code = "setting_in_past"


class CurrencyInvalid(Invalid):
    """A currency has a name and 0 to 3 decimals."""

    code = "currency_invalid"


class TimezoneUnknown(Invalid):
    """Not a name of the IANA time zone database."""

    code = "timezone_unknown"


class LastIssuer(Refused):
    """A community keeps at least one issuer: else nobody could ever give a role again."""

    code = "last_issuer"
