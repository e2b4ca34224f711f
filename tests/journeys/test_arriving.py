"""People arrive with a name and a passkey, and need nothing else."""

from tests.journeys.conftest import Meet


def test_somebody_signs_up_with_only_a_name(meet: Meet) -> None:
    fenna = meet()
    fenna.sign_up("Fenna")
    fenna.sees("wallet.home.pay")


def test_somebody_who_reads_arabic_signs_up_from_right_to_left(meet: Meet) -> None:
    nour = meet("ar")
    nour.sign_up("نور")
    assert nour.page.evaluate("document.documentElement.dir") == "rtl"


def test_a_passkey_brings_somebody_back_without_typing(meet: Meet) -> None:
    fenna = meet()
    fenna.sign_up("Fenna")
    fenna.phone.context.clear_cookies()
    fenna.page.evaluate("localStorage.clear()")
    # The browser offers the passkey by itself (conditional UI); the authenticator says yes.
    fenna.open("/sign-in")
    fenna.is_at("/home")


def test_a_link_makes_somebody_a_coordinator(meet: Meet) -> None:
    marieke = meet()
    marieke.enrol("coordinator", "Marieke")
    marieke.is_at("/coordinate")
