"""Why an issuer cannot do something with a finding."""

from backend.errors import Refused


class FindingDismissed(Refused):
    """Another issuer dismissed this finding, with another note."""

    code = "finding_dismissed"
