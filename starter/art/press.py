"""Renders a flat picture as a small PNG."""

import re
from io import BytesIO
from typing import Final

import typst
from PIL import Image

# Enough for five flat colours and the edges between any two of them.
COLOURS: Final = 64
_SIZE: Final = re.compile(r'width="(\d+)" height="(\d+)"')
PAGE: Final = (
    b"#set page(width: float(sys.inputs.w) * 1pt, height: float(sys.inputs.h) * 1pt,"
    b" margin: 0pt)\n"
    b'#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)'
)
# Typst's unit of length: this many to an inch make one dot a point.
POINTS: Final = 72


def png(svg: str, width: int) -> bytes:
    """Render the picture at this width in dots, its flat colours counted out."""
    return _counted_out(rendered(svg, width))


def rendered(svg: str, width: int) -> bytes:
    """Render it in half the time: a PNG of all colours, in a larger file."""
    found = _SIZE.search(svg)
    if found is None:
        raise ValueError("the picture does not say its width and height")
    own_width, height = found.groups()
    drawn: bytes = typst.compile(
        PAGE,
        format="png",
        ppi=POINTS * width / int(own_width),
        sys_inputs={"svg": svg, "w": own_width, "h": height},
    )
    return drawn


def _counted_out(drawn: bytes) -> bytes:
    with Image.open(BytesIO(drawn)) as image:
        flat = image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    out = BytesIO()
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()
