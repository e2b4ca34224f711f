"""The example's coin on paper: a sheet of vouchers, and notes of which some went round."""

from backend.circulation import service as circulation
from backend.circulation.service import NoteSheetOrder, NoteTakingOrder
from backend.example.cast import COIN
from backend.example.neighbourhood import Neighbourhood
from backend.ids import new_id
from backend.tasks import claiming, codes, sheets

VOUCHERS = 10
NOTES = 4


def print_some(here: Neighbourhood, budget: str) -> None:
    """Vouchers for one task, one of them used; notes of 5, one with a member, one with a shop."""
    phone = here.phones["marieke"]
    centre = here.organisations["centre"].id
    signer = codes.Signer(phone.key_id, phone.person_id)
    task_id = here.tasks["plants"]
    sheet = sheets.create(new_id(), task_id, VOUCHERS, signer)
    signed = [phone.sign(one, centre, task_id) for one in sheets.prepare(sheet.id, signer)]
    sheets.register(sheet.id, signed, phone.person_id)
    claiming.claim(here.phones["youssef"].caller(), claiming.Command(new_id(), signed[0], None))
    order = NoteSheetOrder(
        new_id(), centre, here.budgets[budget], 5 * COIN, NOTES, phone.key_id, phone.person_id
    )
    notes = circulation.print_notes(order)
    prepared = circulation.prepare_notes(notes.id, phone.key_id, phone.person_id)
    printed = [phone.sign(one, centre, notes.id) for one in prepared]
    circulation.register_notes(notes.id, printed, phone.person_id)
    shop = here.organisations["bakery"].id
    for who, jws, at in (("grace", printed[0], None), ("naima", printed[1], shop)):
        circulation.take_note(here.phones[who].caller(), NoteTakingOrder(new_id(), jws, at))
