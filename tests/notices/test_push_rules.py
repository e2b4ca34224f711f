"""Where push may go, how long it lasts, and what an answer means."""

import json
from datetime import timedelta

import pytest

from backend import clock
from backend.ids import new_id
from backend.notices import push_rules
from backend.notices.errors import EndpointRefused
from backend.notices.push_rules import Told

# A bar stands for the two slashes: this repository names no hosts of others.
MAKERS = (
    "https:|fcm.googleapis.com/fcm/send/cX:APA91b",
    "https:|updates.push.services.mozilla.com/wpush/v2/gAAAA",
    "https:|web.push.apple.com/QGuJ",
    "https:|wns2-par02p.notify.windows.com:443/w/?token=BQYA",
)
FORBIDDEN = (
    "http:|fcm.googleapis.com/x",
    "https:|127.0.0.1/x",
    "https:|[::1]/x",
    "https:|10.0.0.7/x",
    "https:|169.254.169.254/latest/meta-data",
    "https:|2130706433/x",
    "https:|127.1/x",
    "https:|0x7f.1/x",
    "https:|localhost/x",
    "https:|printer/x",
    "https:|router.local/x",
    "https:|db.internal./x",
    "https:|api.munt.localhost/x",
    "https:|push.example:8443/x",
    "https:|user:secret@push.example/x",
    "https:|push.example/x#fragment",
    "https:|push.example:port/x",
    "ftp:|push.example/x",
    "file:|/etc/passwd",
    "https:|",
    "",
    "https:|push.example/\r\nHost: db",
    "https:|p\u00fcsh.example/x",
    "https:|push.example/" + "x" * 1_000,
)
PRIVATE = (
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1%eth0", "fc00::1", "224.0.0.1", "ff02::1"),
)


def address(written: str) -> str:
    return written.replace("|", "//")


def test_only_the_addresses_of_browsers_makers_are_taken() -> None:
    for endpoint in MAKERS:
        push_rules.check_endpoint(address(endpoint), own_machine=False)
    for endpoint in FORBIDDEN:
        with pytest.raises(EndpointRefused):
            push_rules.check_endpoint(address(endpoint), own_machine=False)
    push_rules.check_endpoint("http://127.0.0.1:9/x", own_machine=True)
    with pytest.raises(EndpointRefused):
        push_rules.check_endpoint(address("http:|10.0.0.7/x"), own_machine=True)


def test_no_connection_leads_into_a_private_network() -> None:
    assert [one for one in PRIVATE if push_rules.may_reach(one, own_machine=False)] == []
    assert push_rules.may_reach("142.250.179.106", own_machine=False)
    assert push_rules.may_reach("2a00:1450:400e:80f::200a", own_machine=False)
    assert push_rules.may_reach("127.0.0.1", own_machine=True)
    assert not push_rules.may_reach("10.0.0.1", own_machine=True)


def test_every_payload_is_as_long_as_any_other_and_says_nothing_about_anybody() -> None:
    kinds = [kind for kinds in push_rules.SWITCHES.values() for kind in kinds]
    assert len(kinds) == len(set(kinds)), "a kind obeys one switch"
    payloads = [push_rules.payload(kind, new_id()) for kind in kinds]
    assert {len(one) for one in payloads} == {push_rules.PAYLOAD_BYTES}
    assert {tuple(json.loads(one)) for one in payloads} == {("kind", "notice")}


def test_pauses_grow_and_what_is_asked_for_is_kept_within_reason() -> None:
    now = clock.now()
    waits = [(push_rules.next_try(n, now, None) - now).total_seconds() for n in range(1, 9)]
    assert waits == [20, 60, 300, 1800, 7200, 7200, 7200, 7200]
    minute, year = timedelta(minutes=1), timedelta(days=365)
    assert push_rules.next_try(1, now, minute) == now + minute
    assert push_rules.next_try(3, now, minute) == now + timedelta(minutes=5)
    assert push_rules.next_try(1, now, year) == now + timedelta(hours=2)


@pytest.mark.parametrize(
    ("statuses", "told"),
    [
        ((200, 201, 202, 204), Told.DELIVERED),
        ((404, 410), Told.GONE),
        ((408, 425, 429, 500, 502, 503), Told.LATER),
        ((301, 302, 307, 400, 401, 403, 413), Told.REFUSED),
    ],
)
def test_an_answer_means_one_thing(statuses: tuple[int, ...], told: Told) -> None:
    assert {push_rules.judge(status) for status in statuses} == {told}
