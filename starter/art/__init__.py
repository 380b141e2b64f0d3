"""Draws the pictures of a season: one visual family for each kind of show.

Flat colour, five colours at most, one gesture, no text, no gradient. The same
family, motif and seed give the same picture. `poster` is 4:5, `wide` 16:9 and
drawn for itself, `picture` 4:3 for a gallery; each answers with an SVG.

`for_kind` draws for a show that nobody chose a motif for; `bust`, a person, is a
motif of every family. `png` renders a picture where dots are needed.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

from starter.art import concert, drama, people, song, sport, variety
from starter.art.palette import PALETTES, exchanged
from starter.art.press import png
from starter.art.shapes import Board, Motif, num

__all__ = ["MOTIFS", "Drawn", "for_kind", "picture", "png", "poster", "wide"]

MOTIFS: Final[dict[str, dict[str, Motif]]] = {
    "concert": concert.MOTIFS,
    "drama": drama.MOTIFS,
    "song": song.MOTIFS,
    "variety": variety.MOTIFS,
    "sport": sport.MOTIFS,
}
POSTER: Final = (800, 1000)
WIDE: Final = (1600, 900)
PICTURE: Final = (1200, 900)
# Where a gallery picture looks into the larger drawing: left, top and side as
# shares of it; the drawing is that of the poster, the wide one, or its own.
VIEWS: Final = ((0.08, 0.1, 0.62), (0.34, 0.3, 0.5), (0.0, 0.36, 0.64))


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pictures of one show."""

    family: str
    motif: str
    poster: str
    wide: str


def poster(family: str, seed: int = 1, motif: str | None = None) -> str:
    return _svg(family, seed, motif, POSTER)


def wide(family: str, seed: int = 1, motif: str | None = None) -> str:
    return _svg(family, seed, motif, WIDE)


def picture(family: str, seed: int = 1, motif: str | None = None, n: int = 0) -> str:
    """A nearer look, in other colours of the family; n is 0, 1, 2 and so on."""
    left, top, share = VIEWS[n % len(VIEWS)]
    w, h = PICTURE
    view = (w * left, h * top, w * share, h * share)
    return _svg(family, seed, motif, PICTURE, scheme=n + 1, view=view)


def for_kind(kind: str, seed: int) -> Drawn:
    """Pictures for any show of a family; near seeds differ in motif and colour."""
    names = sorted(MOTIFS[kind])
    motif, scheme = names[seed % len(names)], seed // len(names)
    return Drawn(
        family=kind,
        motif=motif,
        poster=_svg(kind, seed, motif, POSTER, scheme=scheme),
        wide=_svg(kind, seed, motif, WIDE, scheme=scheme),
    )


def _svg(
    family: str,
    seed: int,
    motif: str | None,
    size: tuple[int, int],
    *,
    scheme: int = 0,
    view: tuple[float, float, float, float] | None = None,
) -> str:
    motifs = MOTIFS[family]
    draw = (motifs | people.MOTIFS)[motif or sorted(motifs)[seed % len(motifs)]]
    w, h = size
    dice = Random(seed)  # noqa: S311 - a picture, not a secret
    body = draw(Board(w, h, exchanged(PALETTES[family], scheme), dice))
    seen = " ".join(num(side) for side in view or (0, 0, w, h))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{seen}" width="{w}"'
        f' height="{h}" shape-rendering="geometricPrecision">{body}</svg>'
    )
