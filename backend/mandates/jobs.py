"""The jobs of this room, in the order of one day: tell, take, pass plots on."""

from backend.jobs.job import Job
from backend.mandates import collecting, plots, telling

JOBS = (
    Job("mandates.tell", "day", telling.tell_coming, telling.first_to_tell),
    Job("mandates.collect", "day", collecting.collect, collecting.first_due),
    Job("mandates.plots", "day", plots.pass_on, plots.first_to_pass_on),
)
