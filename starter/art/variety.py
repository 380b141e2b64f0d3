"""Variety: a box of tricks, all on one grid."""

import math
from collections.abc import Callable
from typing import Final

from starter.art.shapes import (
    Board,
    Motif,
    box,
    clip,
    disc,
    half,
    poly,
    rect,
    rings,
    star,
)

Cell = tuple[float, float, float]
GONE: Final = 5
KINDS: Final = ("disc", "half", "quarter", "burst", "check", "bars", "eye", "diamond")


def _cell(b: Board, at: Cell, kind: str, tones: tuple[str, str]) -> str:
    """One trick on its ground; the cell is left, top and side."""
    ground, tone = tones
    x, y, u = at
    cx, cy, r = x + u / 2, y + u / 2, u / 2
    drawn = rect(x, y, u + 0.8, u + 0.8, ground)
    if kind == "disc":
        return drawn + disc(cx, cy, u * 0.36, tone)
    if kind == "eye":
        third = next(c for c in b.p.all if c not in tones)
        return drawn + rings(cx, cy, (r, u * 0.3, u * 0.13), (tone, ground, third))
    if kind == "half":
        return drawn + half(cx, cy, r, 0, tone) + half(cx, y + u, r, 0, tone)
    if kind == "burst":
        return drawn + star((cx, cy), u * 0.46, u * 0.28, 12, tone)
    if kind == "diamond":
        return drawn + poly([(cx, y), (x + u, cy), (cx, y + u), (x, cy)], tone)
    return drawn + _squares(b, at, kind, tones)


def _squares(b: Board, at: Cell, kind: str, tones: tuple[str, str]) -> str:
    ground, tone = tones
    x, y, u = at
    if kind == "check":
        q = u / 4
        cells = [(i, j) for i in range(4) for j in range(4) if (i + j) % 2 == 0]
        return "".join(rect(x + i * q, y + j * q, q, q, tone) for i, j in cells)
    if kind == "bars":
        return "".join(
            rect(x, y + u * (k * 2 + 0.5) / 6, u, u / 6, tone) for k in range(3)
        )
    corner = x + b.dice.randrange(2) * u, y + u
    arcs = rings(*corner, (u, u * 0.5), (tone, ground))
    return clip(f"q{x:.0f}_{y:.0f}", box(x, y, u, u), arcs)


def _grid(b: Board, u: float, shift: int) -> str:
    """Tricks side by side, no two neighbours in a row on the same ground."""
    p, dice = b.p, b.dice
    drawn, last = "", ""
    for j in range(math.ceil(b.h / u)):
        for i in range(math.ceil(b.w / u)):
            ground = dice.choice([c for c in p.all if c != last])
            last = ground
            dull = {p.deep, p.main}
            tone = dice.choice(
                [c for c in p.all if c != ground and {c, ground} != dull]
            )
            kind = KINDS[(i * 3 + j * 5 + dice.randrange(3) + shift) % len(KINDS)]
            drawn += _cell(b, (i * u, j * u, u), kind, (ground, tone))
    return drawn


def small(b: Board) -> str:
    return _grid(b, b.w / (4 if b.is_tall else 7), 0)


def middling(b: Board) -> str:
    return _grid(b, b.w / (3 if b.is_tall else 5), 1)


def large(b: Board) -> str:
    return _grid(b, b.w / (2 if b.is_tall else 4), 2)


def _starring(b: Board, feature: Callable[[Board, Cell], str], shift: int) -> str:
    """A grid with one great trick in it, three cells wide, on a wide board four."""
    u = b.w / (4 if b.is_tall else 7)
    x, y, side = (u, u, 3 * u) if b.is_tall else (2 * u, 0.0, 4 * u)
    cut = box(x, y, side, min(side, b.h))
    return _grid(b, u, shift) + clip("great", cut, feature(b, (x, y, side)))


def _fan(b: Board, at: Cell) -> str:
    """A folding fan over two stools."""
    p, (x, y, s) = b.p, at
    cx, cy = x + s / 2, y + s * 0.62
    drawn = rect(x, y, s, s, p.soft)
    radii = (s * 0.46, s * 0.42, s * 0.2, s * 0.16)
    for r, tone in zip(radii, (p.deep, p.spot, p.deep, p.soft), strict=True):
        drawn += half(cx, cy, r, 0, tone)
    for k in range(1, 8):
        a = math.pi * k / 8
        tip = cx - s * 0.46 * math.cos(a), cy - s * 0.46 * math.sin(a)
        root = cx - s * 0.17 * math.cos(a), cy - s * 0.17 * math.sin(a)
        wide = s * 0.008
        drawn += poly([(tip[0] - wide, tip[1]), (tip[0] + wide, tip[1]), root], p.deep)
    for fx in (0.2, 0.58):
        drawn += rect(x + s * fx, y + s * 0.72, s * 0.22, s * 0.06, p.main)
        for leg in (0.02, 0.16):
            drawn += rect(x + s * (fx + leg), y + s * 0.78, s * 0.04, s * 0.22, p.main)
    return drawn


def _cups(b: Board, at: Cell) -> str:
    """Nine cups, one of them gone."""
    p, (x, y, s) = b.p, at
    u = s / 3
    drawn = rect(x, y, s, s, p.deep)
    for k in range(9):
        cx, cy = x + (k % 3 + 0.5) * u, y + (k // 3 + 0.5) * u
        if k == GONE:
            drawn += rings(cx, cy, (u * 0.3, u * 0.28), (p.spot, p.deep))
            continue
        drawn += half(cx, cy - u * 0.16, u * 0.34, 180, p.pale)
        drawn += rect(cx - u * 0.4, cy - u * 0.2, u * 0.8, u * 0.06, p.soft)
        drawn += rect(cx - u * 0.16, cy + u * 0.2, u * 0.32, u * 0.07, p.soft)
    return drawn


def _tower(b: Board, at: Cell) -> str:
    """A tower of people who should not stand: half discs on heads on half discs."""
    p, (x, y, s) = b.p, at
    drawn = rect(x, y, s, s, p.pale)
    tones = (p.main, p.spot, p.deep, p.soft)
    for k in range(4):
        n = 4 - k
        u = s * 0.23
        for i in range(n):
            cx = x + s / 2 + (i - (n - 1) / 2) * u
            foot = y + s * (0.98 - 0.24 * k)
            drawn += half(cx, foot, u * 0.48, 0, tones[(k + i) % 4])
            drawn += disc(cx, foot - u * 0.68, u * 0.2, tones[(k + i + 2) % 4])
    return drawn


def _mask(b: Board, at: Cell) -> str:
    """A face that is two faces, split down the middle."""
    p, (x, y, s) = b.p, at
    cx, cy, r = x + s / 2, y + s * 0.5, s * 0.42
    drawn = rect(x, y, s, s, p.main)
    drawn += half(cx, cy, r, -90, p.spot) + half(cx, cy, r, 90, p.pale)
    for way, tone, eye in ((-1, p.deep, p.soft), (1, p.spot, p.deep)):
        ex = cx + way * r * 0.42
        drawn += poly(
            [(cx + way * r * 0.1, cy - r * 0.02), (ex, cy - r * 0.62),
             (cx + way * r * 0.9, cy - r * 0.3)],
            tone,
        )  # fmt: skip
        drawn += disc(ex, cy - r * 0.12, r * 0.15, eye)
        drawn += disc(ex, cy - r * 0.12, r * 0.07, p.deep if way < 0 else p.pale)
        drawn += half(cx + way * r * 0.24, cy + r * 0.42, r * 0.22, 180, tone)
    gem = (cx, cy - r * 0.86), (cx + r * 0.14, cy - r * 0.6), (cx, cy - r * 0.34)
    return drawn + poly([*gem, (cx - r * 0.14, cy - r * 0.6)], p.soft)


def _bulb(b: Board, at: Cell) -> str:
    """A bulb over an empty stool; the night shift."""
    p, (x, y, s) = b.p, at
    cx = x + s / 2
    drawn = rect(x, y, s, s, p.deep)
    light = [(cx - s * 0.06, y + s * 0.3), (cx + s * 0.06, y + s * 0.3)]
    drawn += poly([*light, (x + s, y + s), (x, y + s)], p.main)
    drawn += rect(cx - s * 0.012, y, s * 0.024, s * 0.16, p.pale)
    drawn += rings(cx, y + s * 0.26, (s * 0.15, s * 0.08), (p.soft, p.pale))
    drawn += rect(cx - s * 0.2, y + s * 0.7, s * 0.4, s * 0.06, p.spot)
    for fx in (-0.17, 0.12):
        drawn += rect(cx + s * fx, y + s * 0.76, s * 0.05, s * 0.24, p.spot)
    return drawn


def _moon_gate(b: Board, at: Cell) -> str:
    """A round gate, a pipa in it."""
    p, (x, y, s) = b.p, at
    cx, cy = x + s / 2, y + s / 2
    drawn = rect(x, y, s, s, p.spot) + disc(cx, cy, s * 0.42, p.pale)
    drawn += disc(cx, cy + s * 0.1, s * 0.19, p.deep)
    drawn += poly(
        [(cx - s * 0.175, cy + s * 0.04), (cx + s * 0.175, cy + s * 0.04),
         (cx + s * 0.04, cy - s * 0.22), (cx - s * 0.04, cy - s * 0.22)],
        p.deep,
    )  # fmt: skip
    drawn += rect(cx - s * 0.04, cy - s * 0.38, s * 0.08, s * 0.18, p.deep)
    for k in range(4):
        drawn += rect(
            cx - s * 0.028 + k * s * 0.016, cy - s * 0.36, s * 0.006, s * 0.56, p.soft
        )
    return drawn + rect(cx - s * 0.07, cy + s * 0.18, s * 0.14, s * 0.025, p.soft)


def _monkey(b: Board, at: Cell) -> str:
    """The Monkey King: a ring of gold, two eyes of fire."""
    p, (x, y, s) = b.p, at
    cx, cy, r = x + s / 2, y + s * 0.54, s * 0.36
    drawn = rect(x, y, s, s, p.main)
    for way in (-1, 1):
        drawn += rings(cx + way * r * 1.02, cy, (r * 0.34, r * 0.2), (p.deep, p.pale))
    drawn += disc(cx, cy, r, p.deep)
    for way in (-1, 1):
        drawn += disc(cx + way * r * 0.36, cy - r * 0.1, r * 0.42, p.pale)
    drawn += half(cx, cy + r * 0.16, r * 0.66, 180, p.pale)
    for way in (-1, 1):
        eye = cx + way * r * 0.32, cy - r * 0.08
        drawn += rings(*eye, (r * 0.2, r * 0.09), (p.spot, p.deep))
    drawn += half(cx, cy + r * 0.4, r * 0.26, 180, p.spot)
    band = clip(
        "band",
        box(cx - r, cy - r * 0.78, 2 * r, r * 0.2),
        disc(cx, cy, r * 1.02, p.soft),
    )
    return drawn + band


def fan(b: Board) -> str:
    return _starring(b, _fan, 3)


def cups(b: Board) -> str:
    return _starring(b, _cups, 4)


def tower(b: Board) -> str:
    return _starring(b, _tower, 5)


def mask(b: Board) -> str:
    return _starring(b, _mask, 6)


def bulb(b: Board) -> str:
    return _starring(b, _bulb, 7)


def gate(b: Board) -> str:
    return _starring(b, _moon_gate, 0)


def monkey(b: Board) -> str:
    return _starring(b, _monkey, 2)


MOTIFS: Final[dict[str, Motif]] = {
    "small": small,
    "middling": middling,
    "large": large,
    "fan": fan,
    "cups": cups,
    "tower": tower,
    "mask": mask,
    "bulb": bulb,
    "gate": gate,
    "monkey": monkey,
}
