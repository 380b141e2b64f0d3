"""Concert: rings out of phase, what a hall does to a sound."""

import math
from typing import Final

from starter.art.shapes import Board, Motif, box, clip, disc, num, rect, rings

# How many hearts of arcs are quiet; when a mouth opens, and when it is loud.
QUIET: Final = 0.6
OPENS: Final = 0.22
LOUD: Final = 0.62


def phases(b: Board) -> str:
    """Two half-fields of rings, shifted by half a step."""
    p, step = b.p, b.m / 13
    cx, cy = b.w * 0.5, b.h * 0.52
    colours = [p.main, p.deep, p.soft, p.deep, p.pale, p.deep, p.main, p.deep, p.soft]

    def field(dy: float, shift: int) -> str:
        order = [colours[(k + shift) % len(colours)] for k in range(14, 0, -1)]
        return rings(cx, cy + dy, (step * k for k in range(14, 0, -1)), order)

    return (
        b.ground(p.deep)
        + clip("l", box(0, 0, cx, b.h), field(-step * 1.5, 0))
        + clip("r", box(cx, 0, cx, b.h), field(step * 1.5, 2))
        + disc(cx, cy - step * 1.5, step, p.spot)
    )


def arcs(b: Board) -> str:
    """Quarter arcs on a grid, like thirty variations on one figure."""
    p, dice = b.p, b.dice
    u = b.h / 5 if b.is_tall else b.h / 3
    drawn = b.ground(p.pale)
    for i in range(math.ceil(b.w / u)):
        for j in range(math.ceil(b.h / u)):
            x, y, q = i * u, j * u, dice.randrange(4)
            first, second = dice.sample([p.deep, p.main, p.soft], 2)
            heart = p.pale if dice.random() < QUIET else p.spot
            radii = (u, u * 0.75, u * 0.5, u * 0.25)
            centre = x + (q % 2) * u, y + (q // 2) * u
            figure = rings(*centre, radii, (first, p.pale, second, heart))
            drawn += clip(f"c{i}_{j}", box(x, y, u + 0.8, u + 0.8), figure)
    return drawn


def strings(b: Board) -> str:
    """Bars of one wave, a low sun behind."""
    p, n = b.p, 19 if b.is_tall else 33
    width, push = b.w / n, b.dice.random() * 1.2
    drawn = b.ground(p.soft) + disc(b.w * 0.62, b.h * 0.42, b.m * 0.33, p.spot)
    for k in range(n):
        t = k / (n - 1)
        slow, fast = t * math.pi * 2.2, t * math.pi * 5
        low = 0.34 + 0.2 * math.sin(slow + push) + 0.12 * math.sin(fast)
        high = 0.12 + 0.1 * math.sin(slow + push + 1.8)
        drawn += rect(k * width, b.h * (1 - low), width * 0.62, b.h * low, p.deep)
        drawn += rect(k * width, 0, width * 0.62, b.h * high, p.main)
    return drawn


def moon(b: Board) -> str:
    """Moon over water: rings above, their broken mirror below."""
    p, step = b.p, b.m / 15
    cx, water = b.w * 0.5, b.h * 0.5
    colours = (p.deep, p.main, p.soft, p.deep, p.pale, p.pale)
    sky = rings(cx, water, (step * k for k in range(6, 0, -1)), colours)
    drawn = b.ground(p.main) + rect(0, water, b.w, water, p.deep)
    drawn += clip("t", box(0, 0, b.w, water), sky)
    y = water
    for k in range(9):
        high = step * (0.34 + 0.05 * k)
        y += step * 0.3
        wide = step * (6 - k * 0.45) * (1 if k % 2 else 0.82)
        x = cx - wide + (k % 3 - 1) * step * 0.6
        drawn += rect(x, y, wide * 2, high, (p.pale, p.soft, p.main)[k % 3])
        y += high
    return drawn + disc(b.w * 0.82, b.h * 0.16, step * 0.8, p.spot)


def chorus(b: Board) -> str:
    """Rows of mouths that open wider towards the middle; one sings first."""
    p, u = b.p, b.m / 8
    cx, cy = b.w * 0.5, b.h * 0.46
    reach = math.hypot(b.w, b.h) * 0.42
    drawn = b.ground(p.main)
    for j in range(math.ceil(b.h / u) + 1):
        for i in range(-1, math.ceil(b.w / u) + 1):
            x, y = (i + 0.5 + (j % 2) / 2) * u, j * u
            near = max(0.0, 1 - math.hypot(x - cx, y - cy) / reach)
            drawn += disc(x, y, u * (0.2 + 0.3 * near), p.deep)
            if near > OPENS:
                drawn += disc(x, y, u * 0.46 * near, p.pale if near < LOUD else p.soft)
    x, y = (math.floor(cx / u) + 0.5) * u, 2 * round(cy / u / 2) * u
    return drawn + disc(x, y, u * 0.3, p.spot)


def frames(b: Board) -> str:
    """Pictures hung in each other, each with the same sun at another height."""
    p = b.p
    colours = (p.soft, p.deep, p.pale, p.main, p.soft)
    drawn, x, y, w, h = b.ground(p.deep), 0.0, 0.0, b.w, b.h
    for k, colour in enumerate(colours):
        under = colours[(k + 1) % len(colours)]
        r = min(w, h) * 0.46
        picture = rect(x, y, w, h, colour) + rings(
            x + w * (0.28 if k % 2 else 0.74),
            y + h * (0.86 if k % 2 else 0.2),
            (r, r * 0.72, r * 0.44),
            (under, colour, p.spot if k == len(colours) - 1 else under),
        )
        drawn += clip(f"f{k}", box(x, y, w, h), picture)
        x, y = x + w * (0.1 + 0.16 * (k % 2)), y + h * (0.24 - 0.1 * (k % 2))
        w, h = w * 0.64, h * 0.66
    return drawn


def seasons(b: Board) -> str:
    """Four quarters of one ring, each at its own time of the year."""
    p, cx, cy = b.p, b.w * 0.5, b.h * 0.5
    step = b.m / 11
    grounds = (p.pale, p.soft, p.deep, p.main)
    voices = (
        (p.main, p.pale, p.soft, p.pale, p.spot),
        (p.deep, p.soft, p.pale, p.soft, p.deep),
        (p.main, p.deep, p.soft, p.deep, p.pale),
        (p.deep, p.main, p.pale, p.main, p.deep),
    )
    drawn = ""
    for q, (ground, colours) in enumerate(zip(grounds, voices, strict=True)):
        x, y = (q % 2) * cx, (q // 2) * cy
        shift = step * (0.0, 0.7, -0.7, 0.35)[q]
        radii = (step * k for k in (5.0, 4.1, 3.2, 2.3, 1.4))
        quarter = rect(x, y, cx, cy, ground) + rings(cx + shift, cy, radii, colours)
        drawn += clip(f"q{q}", box(x, y, cx, cy), quarter)
    return drawn


def springs(b: Board) -> str:
    """Two springs in one pool: their rings cross."""
    p, step = b.p, b.m / 12
    (x, y), (right, low) = (b.w * 0.36, b.h * 0.36), (b.w * 0.64, b.h * 0.66)
    reach = range(11, 0, -1)
    one = rings(x, y, (step * k for k in reach), (p.main, p.deep))
    two = rings(right, low, (step * k for k in reach), (p.deep, p.soft))
    circle = f'<circle cx="{num(right)}" cy="{num(low)}" r="{num(step * 6)}"/>'
    return (
        b.ground(p.deep)
        + one
        + clip("s", circle, two)
        + disc(x, y, step * 0.8, p.pale)
        + disc(right, low, step * 0.8, p.spot)
    )


def horizon(b: Board) -> str:
    """Half rings rise behind rails that run to meet them."""
    p, step = b.p, b.m / 11
    cx, edge = b.w * 0.5, b.h * 0.62
    colours = (p.main, p.soft, p.main, p.pale, p.soft, p.pale, p.spot)
    sky = rings(cx, edge, (step * k for k in (7, 6, 5, 4, 3, 2, 1.2)), colours)
    drawn = b.ground(p.deep) + clip("h", box(0, 0, b.w, edge), sky)
    y, high = edge, step * 0.12
    for k in range(9):
        y += step * (0.1 + 0.07 * k)
        high = step * (0.1 + 0.06 * k)
        drawn += rect(0, y, b.w, high, (p.main, p.soft)[k % 2])
        y += high
    return drawn


def brass(b: Board) -> str:
    """Bells of horns, each turned to another corner of a small room."""
    p, u = b.p, b.m / 2.15
    drawn = b.ground(p.pale)
    places = [(0.2, 0.2, p.deep), (0.82, 0.36, p.main), (0.3, 0.66, p.main)]
    places += [(0.8, 0.86, p.deep)]
    if not b.is_tall:
        places = [(0.12, 0.3, p.deep), (0.4, 0.75, p.main), (0.66, 0.24, p.main)]
        places += [(0.9, 0.74, p.deep)]
    for k, (fx, fy, colour) in enumerate(places):
        x, y = b.w * fx, b.h * fy
        drift = u * 0.075 * (1 if k % 2 else -1)
        for i, tone in enumerate((colour, p.soft, colour, p.pale, colour, p.spot)):
            r = u * (0.62 - 0.105 * i)
            drawn += disc(x + drift * i, y + abs(drift) * i * 0.6, r, tone)
    return drawn


def wake(b: Board) -> str:
    """The wake of a boat at night; its one lamp goes first."""
    p, step = b.p, b.m / 11
    cx, top = b.w * 0.5, b.h * 0.24
    colours = (p.main, p.deep, p.soft, p.deep, p.main, p.deep, p.pale, p.deep)
    drawn = b.ground(p.deep)
    for k in range(11, 0, -1):
        y, r = top + step * k * 0.95, step * k * 0.8
        drawn += disc(cx, y + r * 0.2, r, colours[k % len(colours)])
    bow = rings(cx, top, (step * 1.5, step * 0.75), (p.pale, p.spot))
    return drawn + bow


def pulse(b: Board) -> str:
    """Plucked strings caught by a machine: arcs cut in steps."""
    p, n = b.p, 7 if b.is_tall else 11
    u = b.w / n
    drawn = b.ground(p.main)
    for k in range(n):
        x, colour = k * u, (p.deep, p.pale, p.soft)[k % 3]
        cy = b.h * (0.5 + 0.24 * math.sin(k * 1.7 + b.dice.random() * 0.8))
        radii = [u * (3.2 - 0.7 * i) for i in range(4)]
        ring = rings(x + u / 2, cy, radii, (colour, p.main, colour, p.main))
        heart = p.spot if k == n // 2 else colour
        drawn += clip(f"p{k}", box(x, 0, u * 0.86, b.h), ring)
        drawn += rect(x, cy - u * 0.43, u * 0.86, u * 0.86, heart)
    return drawn


MOTIFS: Final[dict[str, Motif]] = {
    "phases": phases,
    "arcs": arcs,
    "strings": strings,
    "moon": moon,
    "chorus": chorus,
    "frames": frames,
    "seasons": seasons,
    "springs": springs,
    "horizon": horizon,
    "brass": brass,
    "wake": wake,
    "pulse": pulse,
}
