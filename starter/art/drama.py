"""Drama: planes of light that cut the dark."""

import math
from typing import Final

from starter.art.shapes import Board, Motif, Point, disc, half, poly, rect

CENTRE_TABLE: Final = 1
CENTRE_BLADE: Final = 2


def blades(b: Board) -> str:
    """Storm: blades of light, one small round head."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn = b.ground(p.deep)
    colours = (p.main, p.soft, p.main, p.pale, p.main, p.soft)
    for k, colour in enumerate(colours):
        x = w * (0.06 + k * 0.2)
        low = h * 0.8
        drawn += poly(
            [(x, 0), (x + w * 0.07, 0), (x - w * 0.12, low), (x - w * 0.34, low)],
            colour,
        )
    return (
        drawn
        + rect(0, h * 0.78, w, h * 0.22, p.deep)
        + half(w * 0.5, h * 0.78, m * 0.3, 0, p.spot)
        + half(w * 0.5, h * 0.78, m * 0.18, 0, p.deep)
        + rect(0, h * 0.84, w, h * 0.016, p.soft)
        + rect(w * 0.12, h * 0.89, w * 0.76, h * 0.016, p.main)
    )


def doors(b: Board) -> str:
    """Doors in doors, light from the last."""
    p, w, h = b.p, b.w, b.h
    drawn = ""
    colours = (p.deep, p.main, p.deep, p.soft, p.main, p.pale)
    x = wide = high = 0.0
    for k, colour in enumerate(colours):
        t = k / len(colours)
        wide, high = w * (1 - t * 0.86), h * (1 - t * 0.8)
        x = (w - wide) * (0.5 + 0.22 * math.sin(k * 1.1))
        drawn += rect(x, h - high, wide, high, colour)
    floor = [(x, h * 0.86), (x + wide, h * 0.86), (x + wide * 2.7, h)]
    return (
        drawn
        + poly([*floor, (x - wide * 0.6, h)], p.spot)
        + rect(x, h - high, wide, high - h * 0.14, p.pale)
    )


def orchard(b: Board) -> str:
    """Discs on stems, one felled."""
    p, w, h, m = b.p, b.w, b.h, b.m
    n = 4 if b.is_tall else 7
    drawn = b.ground(p.soft) + rect(0, h * 0.8, w, h * 0.2, p.main)
    for k in range(n):
        x, r = w * (k + 0.5) / n, w / n * 0.44
        if k == n - 2:
            drawn += rect(x - m * 0.012, h * 0.69, m * 0.024, h * 0.11, p.deep)
            drawn += half(x, h * 0.9, r, 180, p.pale)
            continue
        y = h * (0.32 + 0.13 * ((k * 7) % 3 - 1))
        drawn += rect(x - m * 0.012, y, m * 0.024, h * 0.8 - y, p.deep)
        drawn += disc(x, y, r, p.pale)
        drawn += half(x, y, r, 90, p.main if k % 2 else p.deep)
    return drawn + disc(w * (n - 1.5) / n, h * 0.14, m * 0.075, p.spot)


def faces(b: Board) -> str:
    """Two faces: half discs that share an edge."""
    p, w, h, r = b.p, b.w, b.h, b.m * 0.4
    foot = [(w * 0.5, h * 0.42 + r), (w * 0.5, h * 0.9), (w * 0.5 - r * 0.6, h * 0.9)]
    return (
        b.ground(p.main)
        + rect(w * 0.5, 0, w * 0.5, h, p.deep)
        + half(w * 0.5, h * 0.42, r, -90, p.soft)
        + half(w * 0.5, h * 0.58, r, 90, p.pale)
        + disc(w * 0.5 - r * 0.42, h * 0.38, r * 0.13, p.deep)
        + disc(w * 0.5 + r * 0.42, h * 0.54, r * 0.13, p.main)
        + rect(w * 0.5 - r, h * 0.9, r * 2, h * 0.03, p.spot)
        + poly(foot, p.spot)
    )


def crown(b: Board) -> str:
    """A crown of blades over an empty face; under it candles, one put out."""
    p, w, h, m = b.p, b.w, b.h, b.m
    cx, base, wide = w * 0.5, h * 0.5, m * 0.62
    drawn = b.ground(p.deep)
    drawn += poly([(cx, base), (cx - w * 0.9, h), (cx + w * 0.9, h)], p.main)
    for k in range(5):
        x = cx + wide * (k - 2) / 4
        tip = base - m * (0.5 - 0.09 * abs(k - 2))
        colour = p.spot if k == CENTRE_BLADE else p.soft if k % 2 else p.pale
        drawn += poly([(x, tip), (x + wide / 7, base), (x - wide / 7, base)], colour)
        drawn += disc(x, tip - m * 0.04, m * 0.028, colour)
    drawn += rect(cx - wide * 0.64, base - 1, wide * 1.28, m * 0.075, p.pale)
    drawn += half(cx, base + m * 0.075, wide * 0.5, 180, p.deep)
    return drawn


def tables(b: Board) -> str:
    """Three tables from above, and the day that moves across them."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn = b.ground(p.main)
    drawn += poly([(0, h * 0.08), (w, h * 0.5), (w, h), (0, h * 0.66)], p.soft)
    drawn += poly([(0, h * 0.66), (w, h), (0, h)], p.deep)
    spots: list[Point] = [(0.26, 0.24), (0.7, 0.5), (0.3, 0.8)]
    if not b.is_tall:
        spots = [(0.2, 0.3), (0.52, 0.52), (0.82, 0.76)]
    for k, (fx, fy) in enumerate(spots):
        x, y, r = w * fx, h * fy, m * 0.24
        drawn += disc(x, y, r, p.pale)
        drawn += half(x, y, r, 203, p.deep if k <= CENTRE_TABLE else p.main)
        for i in range(4):
            a = math.radians(i * 90 + 20 + 30 * k)
            cup = p.soft if k != CENTRE_TABLE else p.main if i else p.spot
            drawn += disc(
                x + r * 0.58 * math.cos(a), y + r * 0.58 * math.sin(a), r * 0.17, cup
            )
    return drawn


def snow(b: Board) -> str:
    """Snow in the sixth month, and a white cloth that hangs in it."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn = b.ground(p.main) + poly(
        [(0, 0), (w, 0), (w, h * 0.42), (0, h * 0.7)], p.deep
    )
    x, wide = w * 0.5, m * 0.2
    drawn += poly(
        [(x - wide, 0), (x + wide, 0), (x + wide, h * 0.8), (x - wide, h * 0.9)], p.pale
    )
    drawn += disc(x, h * 0.34, m * 0.11, p.spot)
    u = m / 6.5
    for j in range(math.ceil(h / u) + 1):
        for i in range(math.ceil(w / u) + 1):
            at = (i + 0.5 * (j % 2)) * u, (j + 0.2) * u
            if abs(at[0] - x) < wide + u * 0.12:
                continue
            drawn += disc(*at, u * (0.07 + 0.07 * ((i * 5 + j * 3) % 3)), p.pale)
    return drawn


def wall(b: Board) -> str:
    """A wall of courses and one chink of light, with a small person before it."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn, rows = b.ground(p.deep), 7
    high = h * 0.8 / rows
    gap = m * 0.012
    for j in range(rows):
        n = 3 if b.is_tall else 5
        wide = w / n
        for i in range(-1, n + 1):
            x = (i + (0.5 if j % 2 else 0)) * wide
            tone = p.main if (i * 2 + j) % 5 else p.soft
            drawn += rect(x + gap, j * high + gap, wide - 2 * gap, high - 2 * gap, tone)
    x = w * 0.62
    drawn += poly(
        [(x, 0), (x + m * 0.05, 0), (x + m * 0.05, h * 0.8), (x, h * 0.8)], p.spot
    )
    drawn += poly(
        [(x, h * 0.8), (x + m * 0.05, h * 0.8), (x - m * 0.1, h), (x - m * 0.62, h)],
        p.spot,
    )
    body = [(w * 0.3 - m * 0.07, h * 0.94), (w * 0.3 + m * 0.07, h * 0.94)]
    return (
        drawn
        + poly([*body, (w * 0.3, h * 0.66)], p.pale)
        + disc(w * 0.3, h * 0.655, m * 0.045, p.pale)
    )


def cards(b: Board) -> str:
    """Two gentlemen on one card, each the other upside down."""
    p, w, h, m = b.p, b.w, b.h, b.m
    cx, cy, r = w * 0.5, h * 0.5, m * 0.21
    drawn = b.ground(p.soft)
    drawn += poly([(0, 0), (w, 0), (0, h)], p.main)
    for way, hat, face in ((-1, p.deep, p.pale), (1, p.deep, p.spot)):
        turn = 0 if way < 0 else 180
        x, y = cx + way * m * 0.12, cy + way * m * 0.06
        drawn += half(x, y, r * 1.15, turn, face)
        brim = y + way * r * 0.92
        drawn += rect(x - r * 1.5, min(brim, brim + way * r * 0.2), r * 3, r * 0.2, hat)
        top = brim + way * r * 1.5
        drawn += rect(x - r, min(brim, top), r * 2, r * 1.5, hat)
        band = brim + way * r * 0.45
        drawn += rect(x - r, min(brim + way * r * 0.2, band), r * 2, r * 0.25, p.pale)
    return drawn


def stairs(b: Board) -> str:
    """A small man on the stairs, and how large he is on the wall."""
    p, w, h, m = b.p, b.w, b.h, b.m
    n, drawn = 6, b.ground(p.soft)

    def figure(x: float, foot: float, size: float, tone: str) -> str:
        body = [(x - size * 0.36, foot), (x + size * 0.36, foot), (x, foot - size)]
        return poly(body, tone) + disc(x, foot - size, size * 0.24, tone)

    drawn += figure(w * 0.62, h, h * 0.78, p.main)
    for k in range(n):
        x, y = w * k / n, h * (0.92 - 0.44 * k / n)
        drawn += rect(x, y, w - x, h - y, (p.deep, p.pale)[k % 2])
    return drawn + figure(w * 1.5 / n, h * (0.92 - 0.44 / n), m * 0.2, p.spot)


MOTIFS: Final[dict[str, Motif]] = {
    "blades": blades,
    "doors": doors,
    "orchard": orchard,
    "faces": faces,
    "crown": crown,
    "tables": tables,
    "snow": snow,
    "wall": wall,
    "cards": cards,
    "stairs": stairs,
}
