"""Cut the fonts that the PDF ticket prints with.

    python script/make_fonts.py /usr/share/fonts

The common Chinese characters stand in one small file, which is read for each
Chinese ticket; the rare ones, Korean and the world's other scripts stand in
files of their own, so that any buyer's name can be printed.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT: Final = Path(__file__).resolve().parent.parent
FONTS: Final = ROOT / "fonts"
ARCHIVO: Final = ROOT / "static/fonts/archivo.woff2"
# The place of Simplified Chinese in Noto's collection of CJK fonts.
SIMPLIFIED: Final = 2

ARCHIVO_CUTS: Final = {
    "Archivo-Text": ("Archivo", {"wght": 400, "wdth": 100}, 400),
    "Archivo-TextBold": ("Archivo", {"wght": 650, "wdth": 100}, 700),
    "Archivo-Display": ("Archivo Display", {"wght": 820, "wdth": 84}, 700),
}
# Alphabets beyond Archivo's, each cut from the font of Noto that has it.
WORLD: Final = {
    "NotoSans": [(0x20, 0x52F), (0x1E00, 0x1FFF), (0x2000, 0x22FF)],
    "NotoSansArabic": [(0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF)],
    "NotoSansArmenian": [(0x530, 0x58F)],
    "NotoSansBengali": [(0x980, 0x9FF), (0x964, 0x965)],
    "NotoSansDevanagari": [(0x900, 0x97F)],
    "NotoSansGeorgian": [(0x10A0, 0x10FF), (0x1C90, 0x1CBF)],
    "NotoSansHebrew": [(0x590, 0x5FF)],
    "NotoSansKhmer": [(0x1780, 0x17FF)],
    "NotoSansLao": [(0xE80, 0xEFF)],
    "NotoSansMyanmar": [(0x1000, 0x109F)],
    "NotoSansTamil": [(0xB80, 0xBFF)],
    "NotoSansThai": [(0xE00, 0xE7F)],
    "NotoSansSymbols2": [(0x2600, 0x27BF), (0x1F300, 0x1F9FF)],
}


def encodable(encoding: str, first: range, second: Iterable[int]) -> set[int]:
    """Code points of a two-byte character set, by its lead and trail bytes."""
    trail = list(second)
    found = set()
    for a in first:
        for b in trail:
            text = bytes([a, b]).decode(encoding, errors="ignore")
            if len(text) == 1:
                found.add(ord(text))
    return found


def common_han() -> set[int]:
    """GB2312, the first level of Big5, kana and the marks around them."""
    gb2312 = encodable("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF))
    trail = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    big5 = encodable("big5", range(0xA4, 0xC7), trail)
    marks = set(range(0x20, 0x7F)) | set(range(0x2010, 0x2027))
    wide = set(range(0x3000, 0x30FF)) | set(range(0xFF00, 0xFFEF))
    return gb2312 | big5 | marks | wide


def cut(
    font: TTFont, unicodes: Iterable[int], *, features: Iterable[str] = ()
) -> TTFont:
    options = subset.Options()
    options.layout_features = list(features)
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)
    return font


def name(font: TTFont, family: str, weight: int) -> None:
    """Give the font one family name, so that it is found by that name alone."""
    bold = weight >= 600
    style = "Bold" if bold else "Regular"
    table = font["name"]
    table.names = [entry for entry in table.names if entry.nameID in (0, 13, 14)]
    plain = f"{family} {style}".replace(" ", "")
    for key, text in ((1, family), (2, style), (4, f"{family} {style}"), (6, plain)):
        table.setName(text, key, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["head"].macStyle = int(bold)


def save(font: TTFont, stem: str) -> None:
    suffix = "otf" if "CFF " in font else "ttf"
    path = FONTS / f"{stem}.{suffix}"
    font.save(path)
    count = len(font.getBestCmap())
    print(
        f"{path.relative_to(ROOT)}: {count} characters, {path.stat().st_size >> 10} KB"
    )


def make_archivo() -> None:
    for stem, (family, axes, weight) in ARCHIVO_CUTS.items():
        font = TTFont(ARCHIVO)
        font.flavor = None
        instantiateVariableFont(font, axes, inplace=True)
        name(font, family, weight)
        save(font, stem)


def make_han(source: Path) -> None:
    regular, bold = "NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"
    common = common_han()
    everything = set(open_han(source, regular).getBestCmap())
    hangul = {point for point in everything if 0x1100 <= point < 0x1200}
    hangul |= {point for point in everything if 0xAC00 <= point < 0xD7B0}
    han = {p for p in everything if 0x3400 <= p < 0xA000 or p >= 0x20000}
    for stem, family, file, points in (
        ("Han-Regular", "Marquee Han", regular, common),
        ("Han-Bold", "Marquee Han Bold", bold, common),
        ("Han-Rare", "Marquee Han Rare", regular, han - common),
        ("Hangul-Regular", "Marquee Hangul", regular, hangul),
    ):
        font = cut(open_han(source, file), points)
        name(font, family, 700 if file == bold else 400)
        save(font, stem)


def open_han(source: Path, file: str) -> TTFont:
    return TTFont(find(source, file), fontNumber=SIMPLIFIED)


def make_world(source: Path) -> None:
    for stem, ranges in WORLD.items():
        font = TTFont(find(source, f"{stem}-Regular.ttf"))
        points = {p for first, last in ranges for p in range(first, last + 1)}
        cut(font, points, features=["*"])
        name(font, stem.replace("NotoSans", "Noto Sans ").strip(), 400)
        save(font, stem)


def find(source: Path, file: str) -> Path:
    found = next(source.rglob(file), None)
    if found is None:
        sys.exit(
            f"{file} is not below {source}. It comes with the Debian packages"
            " fonts-noto-cjk and fonts-noto-core."
        )
    return found


if __name__ == "__main__":
    FONTS.mkdir(exist_ok=True)
    make_archivo()
    make_han(Path(sys.argv[1]))
    make_world(Path(sys.argv[1]))
