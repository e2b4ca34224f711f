"""Texts as cameras, hand scanners and people deliver them, and what each is."""

from backend.codes import payment, request, task
from backend.codes.links import build_link, build_request_link
from tests.vectors import payment_codes, requests, task_codes
from tests.vectors.keys import SIGNER

_PAYMENT = payment.sign(payment_codes.code(), SIGNER.private)
_JWS = task.sign(task_codes.code(), SIGNER.private)
_LINK = build_link("https://munt.example", _JWS)
_ENROL = "https://munt.example/enrol#s3cret-T0ken_x"
_ASK = request.sign(requests.ask(), SIGNER.private)
_ASK_LINK = build_request_link("https://munt.example", _ASK)

Row = tuple[str, str, str, str, str | None]


def vectors() -> list[dict[str, object]]:
    names = ("name", "scanned", "kind", "value", "host")
    rows = [*_codes(), *_links(), *_typed(), *_unknown()]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _codes() -> list[Row]:
    return [
        ("payment code", _PAYMENT, "payment_code", _PAYMENT, None),
        ("payment code, line end", f"{_PAYMENT}\r\n", "payment_code", _PAYMENT, None),
        ("payment code, spaces around", f"  {_PAYMENT} \t", "payment_code", _PAYMENT, None),
        ("payment code, scanner prefix", f"]Q1{_PAYMENT}", "payment_code", _PAYMENT, None),
        ("payment code, cut", _PAYMENT[:40], "payment_code", _PAYMENT[:40], None),
        ("payment code, newer", "WM2:ABC", "payment_code", "WM2:ABC", None),
        ("payment code, caps lock", "wm1:abc", "payment_code", "wm1:abc", None),
        ("wallet card", "WC1:K7QM42XD9PRT", "wallet_card", "K7QM42XD9PRT", None),
        (
            "wallet card, scanner prefix",
            "]Q1WC1:K7QM42XD9PRT\r",
            "wallet_card",
            "K7QM42XD9PRT",
            None,
        ),
        ("wallet card, caps lock", "wc1:k7qm42xd9prt", "wallet_card", "K7QM42XD9PRT", None),
        ("wallet card, cut", "WC1:K7QM42", "wallet_card", "WC1:K7QM42", None),
        ("wallet card, newer", "WC2:K7QM42XD9PRT", "wallet_card", "WC2:K7QM42XD9PRT", None),
        ("wallet card, only digits", "WC1:123456789012", "wallet_card", "WC1:123456789012", None),
        ("bare JWS", f"{_JWS}\n", "task_code", _JWS, None),
        ("bare JWS, cut", _JWS[:150], "task_code", _JWS[:150], None),
    ]


def _links() -> list[Row]:
    cut = _LINK[:80]
    local = build_link("http://resident.wijkmunt.localhost:8000", "x")
    return [
        ("task link", _LINK, "task_link", _JWS, "munt.example"),
        ("task link, carriage return", f"{_LINK}\r", "task_link", _JWS, "munt.example"),
        ("task link, cut", cut, "task_link", cut.partition("#")[2], "munt.example"),
        (
            "task link, host in capitals",
            "HTTPS://Munt.Example/t#x",
            "task_link",
            "x",
            "munt.example",
        ),
        ("task link with port", local, "task_link", "x", "resident.wijkmunt.localhost:8000"),
        ("task link, IPv6", "http://[::1]:8000/t#x", "task_link", "x", "[::1]:8000"),
        ("enrolment link", f"{_ENROL} ", "enrolment_link", "s3cret-T0ken_x", "munt.example"),
        ("payment request", f"{_ASK_LINK}\r\n", "payment_request", _ASK, "munt.example"),
        ("payment request, cut", _ASK_LINK[:60], "payment_request", _ASK[:37], "munt.example"),
    ]


def _typed() -> list[Row]:
    return [
        ("text code", "K7QM-42XD", "text_code", "K7QM42XD", None),
        ("text code, small letters", " k7qm 42xd\r\n", "text_code", "K7QM42XD", None),
        ("text code, look-alikes", "KOIL-42XD", "text_code", "K01142XD", None),
        ("wallet card", "K7QM-42XD-9PRT", "wallet_card", "K7QM42XD9PRT", None),
        ("wallet card, look-alikes", "koil 42xd 9prt", "wallet_card", "K01142XD9PRT", None),
        ("short code", "48271193", "short_code", "48271193", None),
        ("short code, in pairs", "48 27 11 93", "short_code", "48271193", None),
        ("short code, O for 0", "4827119O", "short_code", "48271190", None),
        (
            "short code, Arabic digits",
            "\u0664\u0668\u0662\u0667\u0661\u0661\u0669\u0663",
            "short_code",
            "48271193",
            None,
        ),
    ]


def _unknown() -> list[Row]:
    texts = {
        "nothing": "",
        "only spaces": " \r\n",
        "another site": "https://munt.example/tasks",
        "no fragment": "https://munt.example/t",
        "empty fragment": "https://munt.example/t#",
        "path below another": "https://munt.example/a/t#x",
        "query before the fragment": "https://munt.example/t?a=1#x",
        "a user name posing as the host": "https://munt.example@evil.example/t#x",
        "script": "javascript:alert(1)//t#x",
        "seven digits": "4827119",
        "twelve digits": "482711930001",
        "a product's bar code": "8712345678906",
        "words": "goedemorgen buurt",
        "wifi": "WIFI:T:WPA;S:buurthuis;P:geheim;;",
    }
    rows: list[Row] = [(name, text, "unknown", text.strip(), None) for name, text in texts.items()]
    return [*rows, ("overlong", "A" * 3000, "unknown", "", None)]
