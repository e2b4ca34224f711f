"""The QR of a task code as a picture that a page or a printer scales as it likes."""

from typing import Any
from xml.etree import ElementTree

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathFillImage

QUIET_ZONE = 4
"""Modules of white around the code (ISO/IEC 18004 section 6.3.8)."""


class _Scalable(SvgPathFillImage):  # type: ignore[misc]  # the package ships no types
    """Black on white, a coordinate per module, no size of its own, and no id: pages hold many."""

    def _svg(self, *args: Any, **options: Any) -> ElementTree.Element:
        side = self.width + 2 * self.border
        svg: ElementTree.Element = super()._svg(*args, viewBox=f"0 0 {side} {side}", **options)
        del svg.attrib["width"], svg.attrib["height"]
        return svg

    def process(self) -> None:
        super().process()
        path = self.path
        if path is not None:
            del path.attrib["id"]
            # Modules that touch would else show a hair of white between them when scaled.
            path.set("shape-rendering", "crispEdges")


def svg(text: str) -> bytes:
    """The SVG document of ``text``: error correction M, a quiet zone, a view box, no size."""
    # A box of ten units is one coordinate of the path.
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE, box_size=10)
    code.add_data(text)
    code.make(fit=True)
    drawing: bytes = code.make_image(image_factory=_Scalable).to_string(encoding="utf-8")
    return drawing
