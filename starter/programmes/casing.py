"""Setting SHOUTED titles as they are written: “OP.61” is Op. 61, “BWV” stays."""

import re
from typing import Final

from starter.programmes.tables import table

ARTICLES: Final = (
    "THE|AN|A|LA|LES|LE|L'|DER|DIE|DAS|DES|EINE|EIN|IL|EL|LOS|LAS|GLI|LO|UNE|UN|DOS|I"
)
NUMBERS: Final = (
    r"\d+|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|FORTY-FOUR"
)
SMALL: Final = frozenset(table("musical_words")["small"].split())
_ROMAN: Final = re.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})")
_INITIALS: Final = frozenset(
    ("BWV", "WWV", "RV", "BB", "MWV", "UFO", "NYC", "USA", "TV")
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]|\s+|_", re.UNICODE)

_KEY: Final = re.compile(r"\b([A-G])(?:[ -](FLAT|SHARP))?[ -](MAJOR|MINOR)\b")
_RULES: Final = (
    (r"\bOP ?\. ?POSTH\.?(?=\W|$)", r"Op. posth."),
    (r"\bOP ?[.,]? ?(\d+) ?([A-Z]*)\b", lambda m: f"Op. {m[1]}{m[2].lower()}"),
    (r"\bNOS?\. *#?(?=\d)", lambda m: "Nos. " if "S" in m[0] else "No. "),
    (r"\bK\. ?(\d+)([A-Z]?)\b", lambda m: f"K. {m[1]}{m[2].lower()}"),
    (r"\bD\. ?(\d+)\b", r"D. \1"),
    (r"\bS\. ?(\d+)\b", r"S. \1"),
    (
        r"\bH\.(?=[IVX]+)([IVX]+)([A-G]?):(\w+)",
        lambda m: f"Hob. {m[1]}{m[2].lower()}:{m[3]}",
    ),
    (r"\bSZ\.? ?(\d+)", r"Sz. \1"),
    (r"\bWOO\.? ?(\d+)", r"WoO \1"),
    (r"\bCH\. ?(\d+)", r"Ch. \1"),
)


def key_of(text: str) -> str:
    """“E-FLAT MAJOR” and “E FLAT MAJOR” are E-flat major."""
    return _KEY.sub(
        lambda m: f"{m[1]}{'-' + m[2].lower() if m[2] else ''} {m[3].lower()}", text
    )


def catalogued(text: str) -> str:
    """Set opus and catalogue numbers as they are written."""
    for pattern, written in _RULES:
        text = re.sub(pattern, written, text)
    return text


def turned(text: str) -> str:
    """Bring what a catalogue puts last to the front: “MER, LA”, “CAPRICES, 24”."""
    return re.sub(
        rf"^([^,:()]+), ({ARTICLES}|{NUMBERS})(?=$|[,:]| \()",
        lambda m: f"{m[2]}{'' if m[2].endswith(chr(39)) else ' '}{m[1]}",
        text,
    )


def cased(text: str, *, goes_on: bool = False) -> str:
    """Set a title in title case; words that are not all capitals stay.

    `goes_on` says that the text is the end of a title, not its beginning.
    """
    text = catalogued(key_of(text))
    result: list[str] = []
    begins = not goes_on
    for word in _WORD.findall(text):
        if not word[0].isalnum():
            begins = begins or word in {":", "(", "“", '"', "—", ";", "/", "!", "?"}
            result.append(word)
            continue
        result.append(_word(word, begins=begins, before="".join(result)))
        begins = False
    return _quoted("".join(result))


def _word(word: str, *, begins: bool, before: str) -> str:
    if not word.isupper() or word in _INITIALS or _ROMAN.fullmatch(word):
        return word
    if (
        len(word) == 1
        and re.search(r"(^|\W)([A-Z]\.)+$|(^|\s)$", before)
        and (word not in "AEYÀ")
    ):
        return word
    elided = re.fullmatch(r"([DL])['’](.+)", word)
    if elided:
        first = elided[1] if begins else elided[1].lower()
        rest = elided[2].lower()
        return f"{first}’{rest if rest in SMALL else rest.capitalize()}"
    lower = word.lower()
    if lower in SMALL and not begins and not before.endswith("-"):
        return lower
    if before.endswith(("'", "’")) and not before[:-1].endswith((" ", "")):
        return lower
    return _capital(lower)


def _capital(lower: str) -> str:
    return lower[0].upper() + lower[1:].replace("'", "’")


def _quoted(text: str) -> str:
    text = re.sub(r'"([^"]*)"', r"“\1”", text)
    text = re.sub(r"(\w)'", r"\1’", text)
    return re.sub(r"(^|\s)'(?=\w)", r"\1’", text)
