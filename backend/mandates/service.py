"""What others may ask of standing orders: plans, plots, mandates and grants."""

from backend.mandates.ending import end
from backend.mandates.giving import Promise, accept, give, grant
from backend.mandates.models import Mandate, Plan
from backend.mandates.plans import NewPlan, PlanChange, change_plan, create_plan
from backend.mandates.plots import add_plots, join, leave, withdraw_plot
from backend.mandates.returning import give_back, note_euro

__all__ = [
    "Mandate",
    "NewPlan",
    "Plan",
    "PlanChange",
    "Promise",
    "accept",
    "add_plots",
    "change_plan",
    "create_plan",
    "end",
    "give",
    "give_back",
    "grant",
    "join",
    "leave",
    "note_euro",
    "withdraw_plot",
]
