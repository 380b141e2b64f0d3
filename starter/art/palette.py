"""Five flat colours for each family of pictures, and how they may change places."""

from dataclasses import dataclass
from typing import Final

BONE: Final = "#f6f1e7"


@dataclass(frozen=True, slots=True)
class Palette:
    """The darkest, the family's own, its light one, the paper, and the one spot."""

    deep: str
    main: str
    soft: str
    pale: str
    spot: str

    @property
    def all(self) -> tuple[str, str, str, str, str]:
        return (self.deep, self.main, self.soft, self.pale, self.spot)


PALETTES: Final = {
    "concert": Palette("#14225a", "#2d55f0", "#a9c2ff", BONE, "#ff4b1f"),
    "drama": Palette("#1b1218", "#8c1530", "#f1a3a6", "#f7ece4", "#e8b23a"),
    "song": Palette("#37104a", "#d81b7a", "#ffb0cf", "#fff1e6", "#ff8a1f"),
    "variety": Palette("#0c3f3b", "#00806f", "#ffc629", "#fbf4e2", "#ee4329"),
    "sport": Palette("#0c1f17", "#0b6b42", "#c9f24d", "#f3f7ea", "#ff7a1a"),
}


def exchanged(palette: Palette, scheme: int) -> Palette:
    """The same five colours in other parts; scheme 0 changes nothing.

    Dark and light never stand in for each other's neighbour, so that a shape
    stays apart from its ground in every scheme.
    """
    deep, main, soft, pale, spot = palette.all
    schemes = (
        palette,
        Palette(main, deep, pale, soft, spot),
        Palette(deep, main, pale, soft, spot),
        Palette(main, deep, soft, pale, spot),
    )
    return schemes[scheme % len(schemes)]
