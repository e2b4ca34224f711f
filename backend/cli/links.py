"""Enrolment links in a terminal: as text, and as a QR for a phone's camera."""

import io

import click
import qrcode

from backend.codes.links import build_enrolment_link


def show_link(origin: str, token: str) -> None:
    """Print the link and its QR."""
    url = build_enrolment_link(origin, token)
    click.echo(f"\n  {url}\n")
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=2)
    code.add_data(url)
    drawn = io.StringIO()
    code.print_ascii(out=drawn, invert=True)
    click.echo(drawn.getvalue())
