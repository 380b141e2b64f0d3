"""The QR code of a ticket as a drawing for the screen."""

import io
from typing import Final

import segno
from django.utils.safestring import SafeString, mark_safe

# Modules of white around a QR code, as its standard asks.
QUIET_ZONE: Final = 4


def qr_drawing(payload: str) -> SafeString:
    """Black on white in both themes; scales with its box, has no size."""
    picture = io.BytesIO()
    segno.make_qr(payload, error="m").save(
        picture,
        kind="svg",
        border=QUIET_ZONE,
        light="#fff",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
    )
    return mark_safe(picture.getvalue().decode())  # noqa: S308 segno made it
