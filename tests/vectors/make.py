"""Write the vectors anew: ``python -m tests.vectors.make``.

Signatures are deterministic (RFC 6979), so the same code gives the same files, and a test proves
that the files in the repository are what this makes.
"""

import json
from pathlib import Path

from tests.vectors import certificates, keys, payment_codes, plain, requests, scanned, task_codes

DIRECTORY = Path(__file__).parent


def build() -> dict[str, str]:
    """The text of every vector file, by its name."""
    contents: dict[str, object] = {
        "keys.json": keys.vectors(),
        "base45.json": plain.base45_vectors(),
        "key_ids.json": plain.key_id_vectors(),
        "text_codes.json": plain.text_code_vectors(),
        "card_numbers.json": plain.card_number_vectors(),
        "paid_marks.json": plain.paid_mark_vectors(),
        "amounts.json": plain.amount_vectors(),
        "payment_codes.json": payment_codes.vectors(),
        "certificates.json": certificates.vectors(),
        "task_codes.json": task_codes.vectors(),
        "requests.json": requests.vectors(),
        "recognise.json": scanned.vectors(),
    }
    return {name: json.dumps(content, indent=1) + "\n" for name, content in contents.items()}


def main() -> None:
    for name, text in build().items():
        (DIRECTORY / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
