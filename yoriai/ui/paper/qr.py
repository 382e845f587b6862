"""QR codes: vector for PDF, pixels for Word."""

from io import BytesIO

import segno

from yoriai.ui.paper.text import Exact


def qr(address: str, alt: str = "") -> dict[str, Exact | str]:
    """The QR of an address as the templates' `qr-image` wants it: SVG with its quiet zone, and the words read out instead of it."""
    out = BytesIO()
    segno.make(address, micro=False, error="m").save(out, kind="svg", border=4, xmldecl=False, nl=False)
    return {"svg": Exact(out.getvalue().decode()), "alt": Exact(alt or f"QRコード。開くページは {address}")}


def qr_png(address: str, scale: int = 12) -> bytes:
    """The QR of an address as a PNG with its quiet zone, `scale` pixels a module."""
    out = BytesIO()
    segno.make(address, micro=False, error="m").save(out, kind="png", border=4, scale=scale)
    return out.getvalue()
