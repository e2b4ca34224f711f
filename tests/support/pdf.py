"""Printed pages as pictures: what comes out of the printer, without the printer."""

import pypdfium2
from PIL import Image

POINTS_PER_INCH = 72


def pages(document: bytes, dots_per_inch: int = 150) -> list[Image.Image]:
    """Every page of a PDF as an RGB picture, as a printer of that resolution would put it down."""
    pdf = pypdfium2.PdfDocument(document)
    try:
        scale = dots_per_inch / POINTS_PER_INCH
        return [page.render(scale=scale).to_pil().convert("RGB") for page in pdf]
    finally:
        pdf.close()
