"""Song and dance: one ribbon, several voices side by side."""

import math
from typing import Final

from starter.art.shapes import (
    Board,
    Motif,
    around,
    disc,
    num,
    rect,
    ribbon,
    rings,
    turned,
)

# Shares of the shorter side: how broad a ribbon is, how wide it turns.
RIBBON: Final = 0.40
TURN: Final = 0.30


def _path(*parts: str | float) -> str:
    return " ".join(part if isinstance(part, str) else num(part) for part in parts)


def _bend(r: float, sweep: int, dx: float, dy: float) -> str:
    return f"a{num(r)} {num(r)} 0 0 {sweep} {num(dx)} {num(dy)}"


def meander(b: Board) -> str:
    """One ribbon up, down and up again: two halves of one story."""
    p, w, h, m = b.p, b.w, b.h, b.m
    voices = (p.deep, p.main, p.soft, p.spot, p.deep)
    cx, r, wide = w * 0.5, m * TURN, m * RIBBON
    over, under = _bend(r * 0.95, 1, r * 1.9, 0), _bend(r * 0.95, 0, r * 1.9, 0)
    main = _path("M", cx - r * 1.9, h * 1.1, "V", h * 0.42, over, "V", h * 0.6, under)
    drawn = b.ground(p.pale) + ribbon(main + _path("V", -h * 0.1), wide, voices)
    drawn += disc(cx - r * 0.95, h * 0.8, m * 0.065, p.spot)
    if b.is_tall:
        return drawn
    right = _path("M", cx + r * 3.8, h * 1.1, "V", h * 0.42, over, "V", h * 1.2)
    back = _bend(r * 0.95, 1, -r * 1.9, 0)
    left = _path("M", cx - r * 3.8, -h * 0.1, "V", h * 0.58, back, "V", -h * 0.2)
    return drawn + ribbon(right, wide, voices) + ribbon(left, wide, voices)


def swan(b: Board) -> str:
    """A neck, a wing, water."""
    p, w, h, m = b.p, b.w, b.h, b.m
    x, y, r = w * 0.40, h * 0.34, m * TURN
    neck = _path(
        "M", w * 1.2, h * 0.72, "H", x + r, _bend(r, 1, -r, -r), "V", y,
        _bend(r * 0.62, 0, -r * 1.24, 0), "v", r * 0.3,
    )  # fmt: skip
    voices = (p.soft, p.pale, p.main, p.deep, p.soft)
    drawn = b.ground(p.deep) + ribbon(neck, m * RIBBON * 0.9, voices)
    for k in range(4):
        at, wide = w * (0.06 + 0.08 * k), w * (0.88 - 0.16 * k)
        wave = p.soft if k % 2 else p.main
        drawn += rect(at, h * (0.86 + k * 0.032), wide, h * 0.012, wave)
    return drawn + disc(w * 0.84, h * 0.16, m * 0.09, p.spot)


def flute(b: Board) -> str:
    """A song that bends around its own breath."""
    p, w, h, m = b.p, b.w, b.h, b.m
    r, voices = m * TURN, (p.pale, p.deep, p.spot, p.deep, p.pale)
    course = _path(
        "M", -w * 0.1, h * 0.3, "H", w * 0.5, _bend(r, 1, 0, 2 * r),
        "H", w * 0.5 - m * 0.02, _bend(r * 0.9, 0, 0, r * 1.8), "H", w * 1.1,
    )  # fmt: skip
    return (
        b.ground(p.main)
        + ribbon(course, m * RIBBON * 0.86, voices)
        + disc(w * 0.5, h * 0.3 + r, m * 0.085, p.soft)
        + disc(w * 0.85, h * 0.14, m * 0.05, p.pale)
    )


def arches(b: Board) -> str:
    """Ribbons stand against each other, up and down, like a quarrel in step."""
    p, w, h, m = b.p, b.w, b.h, b.m
    n, apart = (3, 0.34) if b.is_tall else (5, 0.2)
    r, voices = m * TURN, (p.main, p.pale, p.deep, p.spot, p.main)
    drawn = b.ground(p.soft)
    for k in range(n):
        x, falls = w * (0.5 + (k - n // 2) * apart), k % 2
        edge, turn = (-h * 0.1, h * 0.64) if falls else (h * 1.1, h * 0.36)
        bend = _bend(r * 0.5, 0 if falls else 1, r, 0)
        arch = _path("M", x - r * 0.5, edge, "V", turn, bend, "V", edge)
        drawn += ribbon(arch, m * RIBBON * 0.52, voices)
    return drawn


def spiral(b: Board) -> str:
    """A ribbon winds itself up like a sweet; snow falls on it."""
    p, w, h, m = b.p, b.w, b.h, b.m
    x, y, u = w * 0.5, h * 0.52, m * 0.135
    voices = (p.pale, p.main, p.soft)
    course = _path("M", w * 1.1, y + 3 * u, "H", x)
    for k, radius in enumerate((3.0, 2.5, 2.0, 1.5, 1.0)):
        up = -1 if k % 2 == 0 else 1
        course += _bend(radius * u, 1, 0, up * 2 * radius * u)
    drawn = b.ground(p.deep)
    for k in range(30 if b.is_tall else 44):
        fx, fy = (k * 0.618) % 1, (k * 0.317 + 0.1) % 1
        drawn += disc(w * fx, h * fy, m * (0.01 + 0.007 * (k % 3)), p.soft)
    drawn += ribbon(course, u * 0.86, voices, "round")
    return drawn + disc(x, y - 0.1 * u, u * 0.5, p.spot)


def sleeves(b: Board) -> str:
    """Two long sleeves: one is thrown, one falls; a sword lies between."""
    p, w, h, m = b.p, b.w, b.h, b.m
    r = m * 0.26
    thrown = _path(
        "M", -w * 0.1, h * 0.8, "H", w * 0.34, _bend(r, 0, r, -r), "V", h * 0.34,
        _bend(r, 1, r, -r), "H", w * 1.1,
    )  # fmt: skip
    fallen = _path(
        "M", w * 1.1, h * 0.62, "H", w * 0.66, _bend(r * 0.8, 0, -r * 0.8, r * 0.8),
        "V", h * 1.1,
    )  # fmt: skip
    wide = m * RIBBON * 0.62
    return (
        b.ground(p.main)
        + ribbon(fallen, wide, (p.deep, p.soft, p.deep, p.main, p.deep))
        + ribbon(thrown, wide, (p.pale, p.soft, p.pale, p.spot, p.pale))
        + turned(
            rect(w * 0.02, h * 0.2, m * 0.62, m * 0.022, p.pale),
            38,
            (w * 0.02, h * 0.2),
        )
        + disc(w * 0.2, h * 0.14, m * 0.07, p.spot)
    )


def butterflies(b: Board) -> str:
    """Two wings of one ribbon, and then two more."""
    p, m = b.p, b.m
    voices = (p.deep, p.spot, p.pale, p.main, p.deep)
    drawn = b.ground(p.soft)
    pairs = [(0.5, 0.42, 1.0, -14.0), (0.72, 0.84, 0.36, 16.0)]
    if not b.is_tall:
        pairs = [(0.36, 0.5, 1.12, -14.0), (0.76, 0.34, 0.6, 18.0)]
    for fx, fy, size, lean in pairs:
        x, y, r = b.w * fx, b.h * fy, m * 0.17 * size
        wings = ""
        for way in (-1, 1):
            for far, low in ((1.25, -0.82), (0.98, 0.98)):
                radius = r if low < 0 else r * 0.76
                cx, cy = x + way * far * r, y + low * r
                wings += rings(
                    cx, cy, (radius * (1.36 - 0.27 * k) for k in range(5)), voices
                )
        wings += rect(x - r * 0.12, y - r * 1.5, r * 0.24, r * 3, p.deep)
        drawn += turned(wings, lean, (x, y))
    return drawn


def camellia(b: Board) -> str:
    """Half turns of ribbon laid around each other, a flower from above."""
    p, w, h, m = b.p, b.w, b.h, b.m
    x, y = w * 0.5, h * 0.46
    drawn = b.ground(p.pale)
    stem = _path("M", x, y, "V", h * 1.1)
    drawn += ribbon(stem, m * 0.12, (p.deep, p.main, p.deep))
    tones = (p.main, p.deep, p.soft)
    for ring, (count, far, size) in enumerate(((9, 0.33, 0.17), (6, 0.185, 0.15))):
        for k in range(count):
            angle = k * 360 / count + ring * 20
            px, py = around((x, y), m * far, angle)
            radii = [m * size * (1 - 0.22 * i) for i in range(4)]
            outer = tones[(k + ring) % 2]
            drawn += rings(px, py, radii, (outer, p.soft, outer, p.pale))
    return drawn + rings(x, y, (m * 0.13, m * 0.09, m * 0.05), (p.deep, p.spot, p.pale))


def clouds(b: Board) -> str:
    """Long ribbons on the wind, as on the walls of a cave."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn = b.ground(p.spot) + disc(w * 0.7, h * 0.22, m * 0.13, p.pale)
    bands = (
        (0.30, (p.deep, p.soft, p.deep, p.pale)),
        (0.56, (p.main, p.pale, p.main, p.soft)),
        (0.82, (p.deep, p.main, p.soft, p.deep)),
    )
    r = w / (4 if b.is_tall else 7)
    for k, (fy, voices) in enumerate(bands):
        course = _path("M", -r * (1.5 - 0.5 * k), h * fy)
        for i in range(12):
            course += _bend(r * 0.56, (i + k) % 2, r, 0)
        drawn += ribbon(course, m * 0.17, voices)
    return drawn


def fan(b: Board) -> str:
    """A skirt thrown open: the ribbon becomes a fan."""
    p, w, h, m = b.p, b.w, b.h, b.m
    x, y = w * 0.5, h * (0.76 if b.is_tall else 0.88)
    reach = m * (0.72 if b.is_tall else 0.86)
    drawn, tones = b.ground(p.deep), (p.main, p.spot, p.soft, p.pale)
    spread, n = 220, 11
    for k in range(n):
        angle = -90 - spread / 2 + spread * (k + 0.5) / n
        tip = around((x, y), reach, angle)
        course = _path("M", x, y, "L", tip[0], tip[1])
        wide = 2 * reach * math.sin(math.radians(spread / n / 2)) * 0.92
        drawn += ribbon(
            course, wide, (tones[k % 4], p.deep, tones[(k + 1) % 4]), "round"
        )
    drawn += rings(x, y, (m * 0.17, m * 0.12, m * 0.06), (p.deep, p.pale, p.spot))
    return drawn


MOTIFS: Final[dict[str, Motif]] = {
    "meander": meander,
    "swan": swan,
    "flute": flute,
    "arches": arches,
    "spiral": spiral,
    "sleeves": sleeves,
    "butterflies": butterflies,
    "camellia": camellia,
    "clouds": clouds,
    "fan": fan,
}
