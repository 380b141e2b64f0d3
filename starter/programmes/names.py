"""Names of people and groups: “Dvorak,  Antonín” is Antonín Dvořák, 德沃夏克."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from starter.programmes.tables import table

_BRACKETS: Final = re.compile(r"\s*\[([^\]]*)\]")
_SUFFIX: Final = re.compile(r"(Jr\.?|Sr\.?|II|III|IV|El Viejo)(\s*&.*)?")
_PARTICLES: Final = {"von", "van", "de", "der", "di", "da", "du", "zu"}
_GROUP: Final = re.compile(
    r"\b(band|orchestras?|choir|\w*chor|chorus|chorale|choral|coro|ensemble|quartet"
    r"|quintet|sextet|septet|trio|duo|singers|soloists|collective|cast|dancers"
    r"|students|school|college|corps|philharmonic|symphonica|brass|sacra|project"
    r"|audience|members|baroque|vocals|vocalsolisten|society|artists|union)\b",
    re.IGNORECASE,
)
# No composer: what stands where a name would.
NOBODY: Final = {
    "anthem",
    "traditional",
    "discussion",
    "unspecified",
    "unknown",
    "various",
    "demonstration",
    "improvisation",
    "act",
}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages; `short` is how a title says it."""

    en: str
    zh: str
    short: str

    @property
    def short_zh(self) -> str:
        return self.zh or self.short


@lru_cache(maxsize=8192)
def name_of(text: str) -> Name:
    """Turn “Last,  First” into a name, with its Chinese form where it is known."""
    family, *rest = [part.strip() for part in better_spelling(text).split(",")]
    given = " ".join(part for part in rest if part)
    suffix = next((part for part in rest if _SUFFIX.fullmatch(part)), "")
    given = " ".join(part for part in rest if part and part != suffix)
    words = given.split()
    if words and words[-1].casefold() in _PARTICLES:
        words[-1] = words[-1].casefold()
    if _GROUP.search(family) and given.casefold() != "the":
        english = ", ".join(part for part in (family, given) if part)
    else:
        english = " ".join(part for part in (*words, family, suffix) if part)
    known = table("people").get(english, {})
    if "en" in known:
        english = known["en"]
        family = " ".join(english.split()[-len(family.split()) :])
    return Name(english, known.get("zh", ""), known.get("short", family))


def is_nobody(composer: str) -> bool:
    return composer.strip(" ,").casefold() in NOBODY or not composer.strip(" ,")


def is_group(name: str) -> bool:
    """Whether a performer's name is that of a group rather than of a person."""
    family, _comma, given = name.partition(",")
    return bool(_GROUP.search(family)) or given.strip().casefold() == "the"


def better_spelling(text: str, *, other: str = " {}") -> str:
    """Take the spelling in brackets where it is the same word with its marks.

    “Janacek [Janácek]” is Janácek, “Lutoslawski [Lutosławski]” Lutosławski;
    “Hiromi [Uehara]” is another word, which stays after the first as `other` says.
    """
    while match := _BRACKETS.search(text):
        inner = match[1].strip()
        head, tail = text[: match.start()], text[match.end() :]
        words = len(inner.split())
        before = " ".join(head.split()[-words:]) if words else ""
        if not words or folded(before) != folded(inner):
            head += other.format(inner) if inner else ""
        elif _marks(inner) >= _marks(before):
            head = head.rstrip().removesuffix(before) + inner
        text = head + tail
    return re.sub(r"\s+", " ", text).strip()


def folded(text: str) -> str:
    """Letters without marks: ö, oe and o are the same, and so is ł and l."""
    text = text.casefold().replace("ø", "o").replace("ł", "l").replace("æ", "ae")
    text = unicodedata.normalize("NFKD", text)
    text = "".join(c for c in text if not unicodedata.combining(c))
    return re.sub(r"([aou])e", r"\1", text).replace("ß", "ss")


def _marks(text: str) -> int:
    return sum(not c.isascii() for c in text)
