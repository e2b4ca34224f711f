"""What can be refused about disputes."""

from backend.errors import Forbidden, Refused


class DisputeTooLate(Refused):
    """The payment is older than this community lets a payer dispute it; ``days`` says how old."""

    code = "dispute_too_late"


class DisputeOpenAlready(Refused):
    """There is a dispute about this payment that has not been closed."""

    code = "dispute_open_already"


class DisputeClosed(Refused):
    """The dispute was accepted, decided, withdrawn or left; ``outcome`` says which."""

    code = "dispute_closed"


class DisputeNotYourTurn(Refused):
    """The dispute waits for somebody else; ``state`` says for whom."""

    code = "dispute_not_your_turn"


class OwnDispute(Forbidden):
    """Nobody answers or decides a dispute of their own."""

    code = "own_dispute"


class NothingOwed(Refused):
    """Nothing of this dispute is left to be paid."""

    code = "nothing_owed"
