"""Why a code is refused, as far as the code itself, its key and the clock can tell.

The order in which they are found is part of the protocol: docs/codes.md, "Checks, in order".
"""

from backend.errors import Invalid, Refused


class CodeUnreadable(Invalid):
    """This is no code of ours, or not the whole of one."""

    code = "code_unreadable"


class CodeVersionUnknown(Invalid):
    """A code of ours, made by a newer app than this server knows."""

    code = "code_version_unknown"


class CodeWrongCommunity(Refused):
    """The code belongs to another neighbourhood."""

    code = "code_wrong_community"


class CodeKeyUnknown(Refused):
    """Nobody registered the device key that this code names."""

    code = "code_key_unknown"


class CodeKeyRevoked(Refused):
    """The device key that this code names was revoked."""

    code = "code_key_revoked"


class CodeSignatureBad(Refused):
    """The signature is not by the named key over this content."""

    code = "code_signature_bad"


class CodeExpired(Refused):
    """The code is too old; ``seconds`` says by how much."""

    code = "code_expired"


class CodeFromFuture(Refused):
    """The code is not good yet (or a clock is wrong); ``seconds`` says by how much."""

    code = "code_from_future"


class CertificateMissing(Refused):
    """Both sides without a network need a code that carries its wallet's certificate."""

    code = "certificate_missing"


class CertificateBad(Refused):
    """The certificate is not signed by this community, or is another key's."""

    code = "certificate_bad"


class CertificateExpired(Refused):
    """The certificate is past its date; ``seconds`` says by how much."""

    code = "certificate_expired"


class AcceptanceSignatureBad(Refused):
    """The shop's signature is not by the named key over this acceptance."""

    code = "acceptance_signature_bad"


class PublicKeyInvalid(Invalid):
    """Not the canonical SubjectPublicKeyInfo of an uncompressed P-256 point."""

    code = "public_key_invalid"


class RequestExpired(Refused):
    """The payment request was to be paid earlier; ``seconds`` says how long ago that ended."""

    code = "request_expired"


class CodeNotPrepared(Refused):
    """What was signed is not what this server prepared for this thing and this key."""

    code = "code_not_prepared"
