"""Words beside a poster, 1200 by 630: what shared links show."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

FONTS: Final = Path(__file__).parents[3] / "fonts"
LATIN, HAN = "Archivo-Display.ttf", "Han-Bold.otf"
WIDTH, HEIGHT = 1200, 630
POSTER_WIDTH: Final = 504
EDGE: Final = 56
TITLE_SIZES: Final = (96, 84, 72, 60, 50, 42)
SMALL: Final = 34
LEADING: Final = 1.22
TITLE_TOP, TITLE_HEIGHT = 138, 320
INK, LAMP = "#fff8ef", "#ffb15e"
# The grounds of the design, as in static/css/tokens.css.
GROUNDS: Final = {
    "concert": "#14225a",
    "drama": "#8c1530",
    "song": "#37104a",
    "variety": "#0c3f3b",
    "sport": "#0b5c3a",
}
# Marks of both scripts: full width among Chinese.
SHARED: Final = "“”‘’—…·"
# No line begins with one of these.
CLOSING: Final = "，。！？；：、）》」』”’·…,.!?;:)"


@dataclass(frozen=True, slots=True)
class Words:
    house: str
    title: str
    when: str
    where: str
    ground: str


def draw(words: Words, poster: bytes | None) -> bytes:
    """Return a JPEG. Without a poster the words have the whole width."""
    ground = GROUNDS.get(words.ground, "#15161b")
    sheet = Image.new("RGB", (WIDTH, HEIGHT), ground)
    width = WIDTH - 2 * EDGE
    if poster is not None:
        with Image.open(BytesIO(poster)) as opened:
            cut = ImageOps.fit(opened.convert("RGB"), (POSTER_WIDTH, HEIGHT))
        sheet.paste(cut, (WIDTH - POSTER_WIDTH, 0))
        width -= POSTER_WIDTH
    _write(sheet, words, width)
    out = BytesIO()
    sheet.save(out, "JPEG", quality=86, optimize=True)
    return out.getvalue()


def _write(sheet: Image.Image, words: Words, width: int) -> None:
    pen = ImageDraw.Draw(sheet)
    _line(pen, words.house, SMALL, 82, width)
    for n in range(5):
        x = EDGE + n * 22
        pen.ellipse((x, 102, x + 12, 114), fill=LAMP)
    size, lines = _fitting(words.title, width)
    for n, line in enumerate(lines):
        _line(pen, line, size, TITLE_TOP + round(size * (1 + n * LEADING)), width)
    _line(pen, words.when, SMALL, HEIGHT - 104, width)
    _line(pen, words.where, SMALL, HEIGHT - 56, width)


def _fitting(title: str, width: int) -> tuple[int, list[str]]:
    """Choose the largest letters in which the title has room; cut it at last."""
    size, lines = TITLE_SIZES[-1], [title]
    for size in TITLE_SIZES:
        lines = _wrapped(title, size, width)
        has_room = len(lines) * size * LEADING <= TITLE_HEIGHT
        if has_room and all(_length(line, size) <= width for line in lines):
            return size, lines
    most = int(TITLE_HEIGHT / (size * LEADING))
    return size, [*lines[: most - 1], f"{lines[most - 1]}…"] if len(
        lines
    ) > most else lines


def _wrapped(text: str, size: int, width: int) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        longer = lines[-1] + piece
        if lines[-1] and piece[0] not in CLOSING and _length(longer, size) > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] = longer
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> list[str]:
    """Words with the space before them; each Chinese character by itself."""
    pieces: list[str] = []
    for character in text:
        begins = character == " " or _is_han(character)
        if begins or not pieces or _is_han(pieces[-1][-1]):
            pieces.append(character)
        else:
            pieces[-1] += character
    return pieces


def _line(
    pen: ImageDraw.ImageDraw, text: str, size: int, baseline: int, width: int
) -> None:
    while _length(text, size) > width and len(text) > 1:
        text = f"{text[:-2]}…"
    x = float(EDGE)
    for font, run in _runs(text, size):
        pen.text((x, baseline), run, font=font, fill=INK, anchor="ls")
        x += font.getlength(run)


def _length(text: str, size: int) -> float:
    return sum(font.getlength(run) for font, run in _runs(text, size))


def _runs(text: str, size: int) -> list[tuple[ImageFont.FreeTypeFont, str]]:
    """Parts of the text with the font that has their letters."""
    runs: list[tuple[bool, str]] = []
    is_chinese = any(_is_han(character) for character in text)
    for character in text:
        is_han = _is_han(character) or (is_chinese and character in SHARED)
        if runs and runs[-1][0] == is_han:
            runs[-1] = (is_han, runs[-1][1] + character)
        else:
            runs.append((is_han, character))
    return [(_font(HAN if han else LATIN, size), run) for han, run in runs]


def _is_han(character: str) -> bool:
    return character >= "\u2e80"


@lru_cache(maxsize=32)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), size)
