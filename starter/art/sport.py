"""Sport: lanes, courts, and what flies over them."""

import math
from typing import Final

from starter.art.shapes import (
    Board,
    Motif,
    around,
    clip,
    disc,
    half,
    line,
    num,
    poly,
    rect,
    rings,
    stroke,
    turned,
)

# The share of the centre circle that the football takes.
BALL: Final = 0.64
LAST_OF_SIX: Final = 5


def _ball(x: float, y: float, r: float, tone: str, seam: str) -> str:
    """A basketball: two straight seams, two bent ones."""
    arc = f"a{num(r * 0.9)} {num(r * 0.9)} 0 0"
    bent = (
        f"M{num(x - r * 0.62)} {num(y - r * 0.72)}{arc} 1 0 {num(r * 1.44)}"
        f"M{num(x + r * 0.62)} {num(y - r * 0.72)}{arc} 0 0 {num(r * 1.44)}"
    )
    straight = f"M{num(x - r)} {num(y)}h{num(2 * r)}M{num(x)} {num(y - r)}v{num(2 * r)}"
    seams = stroke(straight + bent, seam, r * 0.07)
    return disc(x, y, r, tone) + turned(seams, 24, (x, y))


def hoops(b: Board) -> str:
    """A shot, seen five times on its way; the last is the size of the night."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn = b.ground(p.main)
    drawn += poly([(0, h), (0, h * 0.86), (w, h * 0.6), (w, h)], p.deep)
    drawn += line((-w * 0.1, h * 0.886), (w * 1.1, h * 0.574), p.pale, m * 0.02)
    shots = ((0.06, 0.74, 0.05), (0.14, 0.5, 0.075), (0.28, 0.28, 0.1))
    for k, (fx, fy, size) in enumerate(shots):
        drawn += disc(w * fx, h * fy, m * size, (p.pale, p.soft)[k % 2])
    drawn += _ball(w * 0.68, h * 0.38, m * 0.33, p.spot, p.deep)
    x, y, r = w * 0.68, h * 0.83, m * 0.2
    for k in range(5):
        top = x - r * 0.9 + k * r * 0.45
        drawn += line((top, y), (x + (top - x) * 0.5, y + m * 0.19), p.pale, m * 0.012)
    return drawn + rect(x - r, y - m * 0.022, 2 * r, m * 0.044, p.soft)


def lanes(b: Board) -> str:
    """Lanes on a bend; one runner is ahead of the light."""
    p = b.p
    far = max(b.w, b.h)
    cx, cy, step = b.w * 0.02, b.h * 1.02, far * 0.075
    colours = (p.deep, p.soft, p.main, p.soft, p.pale, p.soft)
    radii = [far - k * step for k in range(11)]
    drawn = b.ground(p.soft) + rings(cx, cy, radii, colours)
    r = far - 4.5 * step
    first = -1.2 if b.is_tall else -0.84
    for k in range(6):
        angle = first + 0.1 * k
        size = step * (0.3 + 0.14 * k)
        tone = p.deep if k < LAST_OF_SIX else p.spot
        drawn += disc(cx + r * math.cos(angle), cy + r * math.sin(angle), size, tone)
    return drawn


def table(b: Board) -> str:
    """Table and net from above: two bats, and a ball over the line."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn = b.ground(p.deep)
    drawn += rect(w * 0.1, h * 0.08, w * 0.8, h * 0.84, p.main)
    if b.is_tall:
        drawn += rect(w * 0.5 - m * 0.008, h * 0.08, m * 0.016, h * 0.84, p.pale)
        drawn += rect(0, h * 0.5 - m * 0.018, w, m * 0.036, p.soft)
    else:
        drawn += rect(w * 0.1, h * 0.5 - m * 0.008, w * 0.8, m * 0.016, p.pale)
        drawn += rect(w * 0.5 - m * 0.018, 0, m * 0.036, h, p.soft)
    for fx, fy, tone, lean in ((0.28, 0.27, p.soft, 205.0), (0.7, 0.76, p.spot, -20.0)):
        x, y, r = w * fx, h * fy, m * 0.21
        bat = rect(x - r * 0.2, y + r * 0.7, r * 0.4, r * 1.1, tone)
        bat += disc(x, y, r, tone) + half(x, y, r * 0.82, 180, p.deep)
        drawn += turned(bat, lean, (x, y))
    for k in range(4):
        t = k / 3
        x, y = w * (0.4 + 0.2 * t), h * (0.4 + 0.16 * t)
        drawn += disc(x, y, m * (0.02 + 0.012 * k), p.pale)
    return drawn


def pitch(b: Board) -> str:
    """A derby from above: two halves of the grass, one ball for both banks."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn, n = b.ground(p.main), 6
    for k in range(0, n, 2):
        drawn += rect(0, h * k / n, w, h / n, p.deep)
    lean = m * 0.16
    drawn += poly([(0, h * 0.5 + lean), (w, h * 0.5 - lean), (w, h), (0, h)], p.soft)
    cx, cy, r = w * 0.5, h * 0.5, m * 0.4
    drawn += rings(cx, cy, (r, r * 0.9), (p.pale, p.main))
    tilt = -math.degrees(math.atan2(2 * lean, w))
    drawn += half(cx, cy, r * 0.9, tilt + 180, p.soft)
    drawn += line((0, h * 0.5 + lean), (w, h * 0.5 - lean), p.pale, m * 0.03)
    drawn += disc(cx, cy, r * BALL, p.spot)
    for k in range(5):
        x, y = around((cx, cy), r * BALL, k * 72 - 66)
        patch = disc(x, y, r * BALL * 0.36, p.deep)
        circle = f'<circle cx="{num(cx)}" cy="{num(cy)}" r="{num(r * BALL)}"/>'
        drawn += clip(f"b{k}", circle, patch)
    return drawn + disc(cx, cy, r * BALL * 0.32, p.deep)


def shuttle(b: Board) -> str:
    """A shuttlecock falls through the court's lines."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn = b.ground(p.soft)
    for k, t in enumerate((0.16, 0.4, 0.66)):
        x = w * t
        tone = (p.main, p.pale, p.main)[k]
        wide = w * 0.12
        drawn += poly(
            [(x, 0), (x + wide, 0), (x + wide + w * 0.24, h), (x + w * 0.1, h)], tone
        )
    cx, cy, r = w * 0.5, h * 0.66, m * 0.17
    feathers = ""
    for k in range(7):
        spread = (k - 3) / 3
        top = cx + spread * m * 0.34
        foot = cx + spread * r * 0.7
        tone = p.pale if k % 2 else p.deep
        wide = m * 0.058
        feathers += poly(
            [(top - wide, cy - m * 0.62 + abs(spread) * m * 0.06),
             (top + wide, cy - m * 0.62 + abs(spread) * m * 0.06),
             (foot + r * 0.12, cy), (foot - r * 0.12, cy)],
            tone,
        )  # fmt: skip
    bird = feathers + rect(cx - r, cy - m * 0.02, 2 * r, m * 0.05, p.main)
    bird += half(cx, cy + m * 0.03, r, 180, p.spot)
    return drawn + turned(bird, 32, (cx, cy - m * 0.15))


def vault(b: Board) -> str:
    """One body turning over six times, from the board to the landing."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn = b.ground(p.deep) + half(w * 0.5, h * 0.86, m * 0.62, 0, p.main)
    drawn += rect(0, h * 0.86, w, h * 0.14, p.soft)
    for k in range(6):
        t = k / LAST_OF_SIX
        x, y = w * (0.13 + 0.74 * t), h * (0.68 - 1.72 * t * (1 - t))
        size = m * 0.17
        last = k == LAST_OF_SIX
        tone = p.spot if last else (p.soft, p.pale)[k % 2]
        arms = rect(x - size * 0.62, y - size * 0.36, size * 1.24, size * 0.2, tone)
        legs = [(x - size * 0.3, y - size * 0.36), (x + size * 0.3, y - size * 0.36)]
        body = arms + poly([*legs, (x, y + size * 1.06)], tone)
        body += disc(x, y - size * 0.72, size * 0.28, tone)
        drawn += turned(body, 360 * t, (x, y))
    return drawn


def staff(b: Board) -> str:
    """A staff whirled so fast that it is a wheel."""
    p, w, h, m = b.p, b.w, b.h, b.m
    cx, cy, r = w * 0.5, h * 0.45, m * 0.46
    drawn = b.ground(p.soft) + poly(
        [(0, h * 0.9), (w, h * 0.72), (w, h), (0, h)], p.deep
    )
    tones = (p.deep, p.main, p.pale)
    for k in range(12):
        one, two = around((cx, cy), r, k * 30), around((cx, cy), r, k * 30 + 20)
        drawn += poly([(cx, cy), one, two], tones[k % 3])
    drawn += rings(cx, cy, (r * 0.42, r * 0.3), (p.soft, p.spot))
    a, z = around((cx, cy), r * 1.25, -52), around((cx, cy), r * 1.25, 128)
    return drawn + stroke(
        f"M{num(a[0])} {num(a[1])}L{num(z[0])} {num(z[1])}", p.spot, m * 0.04, "round"
    )


def net(b: Board) -> str:
    """A block: hands over the net, and the ball above them."""
    p, w, h, m = b.p, b.w, b.h, b.m
    cx, cy, r = w * 0.5, h * 0.29, m * 0.28
    drawn = b.ground(p.main) + disc(cx, cy, r, p.soft)
    for k in range(3):
        bow, tip = (
            around((cx, cy), r * 0.75, k * 120),
            around((cx, cy), r, k * 120 + 52),
        )
        for way in (0, 26):
            curve = f"M{num(cx)} {num(cy)}Q{num(bow[0])} {num(bow[1])}"
            curve += f" {num(tip[0])} {num(tip[1])}"
            seam = stroke(curve, p.deep, m * 0.014)
            drawn += turned(seam, way, (cx, cy))
    for k, fx in enumerate((0.2, 0.4, 0.6, 0.8)):
        x, top = w * fx, h * (0.6, 0.52, 0.53, 0.62)[k]
        wide, tone = m * 0.08, (p.spot, p.deep)[k // 2]
        drawn += half(x, top, wide, 0, tone)
        drawn += rect(x - wide, top - 1, 2 * wide, h - top, tone)
    edge, u = h * 0.7, m / 13
    for i in range(math.ceil(w / u) + 1):
        drawn += rect(i * u, edge, m * 0.007, h - edge, p.pale)
    for j in range(math.ceil((h - edge) / u) + 1):
        drawn += rect(0, edge + j * u, w, m * 0.007, p.pale)
    return drawn + rect(0, edge - m * 0.03, w, m * 0.05, p.pale)


def piste(b: Board) -> str:
    """Two blades cross over the strip; one lamp is on."""
    p, w, h, m = b.p, b.w, b.h, b.m
    drawn = b.ground(p.deep)
    drawn += poly([(0, h * 0.62), (w, h * 0.62), (w, h), (0, h)], p.main)
    for k in range(-3, 4):
        x, wide = w * 0.5 + k * m * 0.2, m * 0.012
        foot = w * 0.5 + k * m * 0.34
        drawn += poly(
            [(x - wide, h * 0.62), (x + wide, h * 0.62),
             (foot + 2 * wide, h), (foot - 2 * wide, h)],
            p.pale,
        )  # fmt: skip
    for way, tone in ((-1, p.soft), (1, p.pale)):
        hand = w * 0.5 + way * m * 0.38, h * 0.8
        blade = rect(hand[0] - m * 0.018, hand[1] - m * 0.86, m * 0.036, m * 1.02, tone)
        blade += half(hand[0], hand[1] - m * 0.04, m * 0.13, 0, tone)
        drawn += turned(blade, -way * 42, hand)
    drawn += rings(w * 0.2, h * 0.14, (m * 0.1, m * 0.07), (p.main, p.deep))
    return drawn + rings(w * 0.8, h * 0.14, (m * 0.1, m * 0.07), (p.main, p.spot))


def stripes(b: Board) -> str:
    """Lanes of a pool; one swimmer has torn the water."""
    p, w, h = b.p, b.w, b.h
    n, drawn = 6 if b.is_tall else 9, b.ground(p.main)
    u = w / n
    for k in range(n):
        x = k * u
        drawn += rect(x, 0, u * 0.5, h, (p.deep, p.main)[k % 2])
        top = h * (0.2 + 0.5 * ((k * 5) % n) / n)
        lead = k == n // 2
        top = h * 0.12 if lead else top
        tone = p.spot if lead else (p.soft, p.pale)[k % 2]
        drawn += rect(x, top - 1, u * 0.5, h, tone)
        drawn += half(x + u * 0.25, top, u * 0.25, 0, tone)
    return drawn


MOTIFS: Final[dict[str, Motif]] = {
    "hoops": hoops,
    "lanes": lanes,
    "table": table,
    "pitch": pitch,
    "shuttle": shuttle,
    "vault": vault,
    "staff": staff,
    "net": net,
    "piste": piste,
    "stripes": stripes,
}
