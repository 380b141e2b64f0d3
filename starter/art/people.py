"""People, from the shoulders up: flat shapes, each with hair of its own."""

from typing import Final

from starter.art.shapes import Board, Motif, disc, half, poly, rect

HAIRS: Final = 4


def bust(b: Board) -> str:
    """Shoulders, neck and head; the dice choose the hair and what is worn."""
    p, w, h, m = b.p, b.w, b.h, b.m
    x, y, r = w * 0.5, h * 0.4, m * 0.2
    ground, coat = b.dice.choice([(p.main, p.deep), (p.soft, p.deep), (p.deep, p.main)])
    hair = p.spot if ground == p.deep else p.deep
    drawn = b.ground(ground) + disc(
        w * 0.5, y, m * 0.42, p.soft if ground != p.soft else p.main
    )
    drawn += _hair_behind(b, hair, b.dice.randrange(HAIRS))
    drawn += half(x, h * 1.02, m * 0.44, 0, coat)
    drawn += rect(x - r * 0.42, y + r * 0.6, r * 0.84, r * 1.3, p.pale)
    drawn += poly(
        [(x - r * 0.8, y + r * 1.7), (x + r * 0.8, y + r * 1.7), (x, h * 0.82)], p.spot
    )
    drawn += poly(
        [(x - r * 0.42, y + r * 1.7), (x + r * 0.42, y + r * 1.7), (x, h * 0.7)], p.pale
    )
    drawn += disc(x, y, r, p.pale)
    return drawn + _fringe(b, hair, b.dice.randrange(HAIRS))


def _hair_behind(b: Board, colour: str, kind: int) -> str:
    x, y, r = b.w * 0.5, b.h * 0.4, b.m * 0.2
    if kind == 0:
        return rect(x - r * 1.2, y - r * 0.2, r * 2.4, r * 2.6, colour) + disc(
            x, y - r * 0.2, r * 1.2, colour
        )
    if kind == 1:
        return disc(x, y - r * 1.35, r * 0.55, colour) + disc(
            x, y - r * 0.1, r * 1.1, colour
        )
    return disc(x, y - r * 0.12, r * 1.12, colour)


def _fringe(b: Board, colour: str, kind: int) -> str:
    x, y, r = b.w * 0.5, b.h * 0.4, b.m * 0.2
    turn = (0, -32, 32, -12)[kind]
    return half(x, y - r * 0.12, r * 1.06, turn, colour)


MOTIFS: Final[dict[str, Motif]] = {"bust": bust}
