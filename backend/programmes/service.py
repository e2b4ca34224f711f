"""What the room of programmes does for others: programmes, budgets, issues, the reserve."""

from backend.programmes.allocating import (
    AllocationFacts,
    allocate,
    return_allocation,
    return_issue,
)
from backend.programmes.founding import (
    NewLine,
    NewProgramme,
    close_programme,
    create_budget,
    create_programme,
)
from backend.programmes.issuing import (
    IssueFacts,
    approve_issue,
    decline_issue,
    issues_of,
    request_issue,
)
from backend.programmes.lowness import state_of_budget, watch
from backend.programmes.reserve import (
    Coverage,
    DepositFacts,
    WithdrawalFacts,
    approve_withdrawal,
    coverage,
    decline_withdrawal,
    deposits,
    record_deposit,
    request_withdrawal,
    require_possible,
    withdrawals,
)

__all__ = [
    "AllocationFacts",
    "Coverage",
    "DepositFacts",
    "IssueFacts",
    "NewLine",
    "NewProgramme",
    "WithdrawalFacts",
    "allocate",
    "approve_issue",
    "approve_withdrawal",
    "close_programme",
    "coverage",
    "create_budget",
    "create_programme",
    "decline_issue",
    "decline_withdrawal",
    "deposits",
    "issues_of",
    "record_deposit",
    "request_issue",
    "request_withdrawal",
    "require_possible",
    "return_allocation",
    "return_issue",
    "state_of_budget",
    "watch",
    "withdrawals",
]
