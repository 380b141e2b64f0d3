"""What a title of the source says: form, key, number, instruments, nickname."""

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from starter.programmes.casing import cased, catalogued, key_of, turned
from starter.programmes.names import better_spelling, folded
from starter.programmes.tables import table

_ARRANGED: Final = re.compile(
    r",? ?\(ARR\. ([^()]*(?:\([^()]*\)[^()]*)*)\)", re.IGNORECASE
)
_ASIDE: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
_NICKNAME: Final = re.compile(r',?\s*"([^"]+)"\s*$')
_NUMBER: Final = re.compile(r"NO\. *(\d+)")
_KEY: Final = re.compile(r"[A-G](-flat|-sharp)? (major|minor)")
_CATALOGUE: Final = re.compile(
    r"(Op|K|D|S|Sz|Ch)\. [^:]*|Hob\. \S*|(BWV|WWV|RV|BB|MWV|WoO) [^:]*|B\. ?\d+"
    r"|Op\. posth\."
)
_COUNT: Final = re.compile(r"(TWO|THREE|FOUR|[2-9]) (?=[A-Z])")
# What an aside says of the version, which is no part of the name.
_VERSION: Final = re.compile(
    r"((for|solo|original|orig|orchestral|traditional|complete|version|orch|chorus"
    r"|orchestra|full|chamber|voice|and|piano|violin|viola|cello|harp|brass|quintet"
    r"|quartet|string|strings|ensemble|small|large|revised|rev|band|\d{4})\.?,? ?)+",
    re.IGNORECASE,
)
_COLLECTIVE: Final = {"QUARTET", "QUINTET", "TRIO", "SEXTET", "SEPTET", "OCTET", "DUO"}


@dataclass(frozen=True, slots=True)
class Title:
    """A title taken apart; `form` is empty where it is a name of its own.

    `says_for` keeps “Concerto for Orchestra” apart from a violin concerto.
    """

    text: str
    form: str = ""
    players: tuple[str, ...] = ()
    says_for: bool = False
    number: int | None = None
    key: str = ""
    catalogue: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    nickname: str = ""
    aside: str = ""
    arranger: str = ""


@lru_cache(maxsize=4096)
def parse(raw: str) -> Title:
    """Take a title apart as far as it is of a common form."""
    text = better_spelling(_without_authors(raw), other=" ({})")
    text, arranger = _arranger(text.replace(">", "").replace(',"', '",'))
    text, asides = _asides(text)
    text, nickname = _take(_NICKNAME, text)
    title = _own_name(text)
    if not well_known(title.text):
        title = _of_form(text) or title
    for aside in asides:
        if not nickname and folded(aside).upper() in _nicknames():
            nickname = aside
            asides.remove(aside)
            break
    aside = "; ".join(asides)
    return replace(title, nickname=nickname, aside=aside, arranger=arranger)


def english(title: Title) -> str:
    """The title as an English programme prints it."""
    text = headline(title, with_nickname=False)
    text += "".join(f", {cased(part)}" for part in (*title.catalogue, *title.rest))
    if title.nickname:
        text += f" (“{cased(title.nickname)}”)"
    if title.aside:
        is_version = _VERSION.fullmatch(title.aside)
        text += f" ({title.aside.lower() if is_version else cased(title.aside)})"
    if title.arranger:
        text += f" (arr. {title.arranger})"
    return text


def headline(title: Title, *, with_nickname: bool = True) -> str:
    """The title without key and number of catalogue, as a poster has it."""
    text = _formed(title) if title.form else _named(title)
    if with_nickname:
        nickname = cased(title.nickname)
        return f"{text} (“{nickname}”)" if nickname else text
    return f"{text} in {title.key}" if title.key else text


def _formed(title: Title) -> str:
    form = cased(title.form)
    players = [cased(_spelled_out(name)) for name in title.players]
    if len(players) > 1 and not title.says_for:
        crowd = {"Strings"} if title.form in _COLLECTIVE else {"Orchestra"}
        players = players[:-1] if players[-1] in crowd else players
    if len(players) == 1 and not title.says_for and not _COUNT.match(title.players[0]):
        text = f"{'String' if players == ['Strings'] else players[0]} {form}"
    elif players:
        listed = " and ".join(filter(None, (", ".join(players[:-1]), players[-1])))
        text = f"{form} for {listed}"
    else:
        text = form
    return f"{text} No. {title.number}" if title.number else text


def _named(title: Title) -> str:
    """A name of its own; the famous part of it as it is usually written."""
    for end in (len(title.text), *_ends(title.text)):
        known = well_known(title.text[:end])
        if known:
            return (known[0] or cased(title.text[:end])) + cased(
                title.text[end:], goes_on=True
            )
    return cased(title.text)


def _ends(text: str) -> list[int]:
    """Where the name proper of a longer title may end."""
    return [match.start() for match in re.finditer(r"[:,;]| \(| SUITE\b", text)][::-1]


def known_part(text: str) -> tuple[str, str]:
    """The Chinese of the famous beginning of a title, and what is left of it."""
    for end in (len(text), *_ends(text)):
        known = well_known(text[:end])
        if known:
            return known[1], text[end:]
    return "", text


def well_known(text: str) -> tuple[str, str] | None:
    """The English and Chinese of a famous title, whatever its marks."""
    found = _works().get(folded(text).upper().strip())
    return (found[0], found[1]) if found else None


@cache
def _works() -> dict[str, list[str]]:
    return {folded(key).upper(): value for key, value in table("works").items()}


@cache
def _nicknames() -> dict[str, str]:
    return {
        folded(key).upper(): value
        for key, value in table("musical_words")["nicknames"].items()
    }


def nickname_in_chinese(nickname: str) -> str:
    return _nicknames().get(folded(nickname).upper(), "")


def _without_authors(text: str) -> str:
    """Leave out further authors: “Martin, Hugh / HAVE YOURSELF A MERRY…”."""
    *before, title = text.split(" / ")
    written_as_names = all(part != part.upper() for part in before)
    return title if before and written_as_names else text


def _arranger(text: str) -> tuple[str, str]:
    """Take the notes of who arranged it out; the first is the one that counts."""
    found = []
    while match := _ARRANGED.search(text):
        found.append(better_spelling(match[1]).strip())
        text = (text[: match.start()] + text[match.end() :]).strip()
    names = [name for name in found if name.casefold() != "unspecified"]
    if not names:
        return text, ""
    name = names[0]
    return text, name.lower() if name.isupper() and len(name.split()) > 1 else name


def _take(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    match = pattern.search(text)
    if match is None or not match.start():
        return text, ""
    return text[: match.start()].strip(), match[1].strip()


def _asides(text: str) -> tuple[str, list[str]]:
    """Take all that stands in parentheses at the end."""
    found: list[str] = []
    while True:
        text, aside = _take(_ASIDE, text)
        if not aside:
            return text, found
        found.insert(0, aside)


def _segments(text: str) -> list[str]:
    """Split at commas that stand outside of parentheses."""
    return [part.strip() for part in re.split(r",(?![^()]*\))", text)]


def _of_form(text: str) -> Title | None:
    head, *segments = _segments(re.sub(r"^CON\.", "CONCERTO", text))
    forms = sorted(table("musical_words")["forms"], key=len, reverse=True)
    form = next((name for name in forms if re.match(rf"{name}\b", head)), "")
    # A colon parts a work from its part, but for Haydn's “H.III:81”.
    if not form or re.search(r":(?!\d)", text):
        return None
    pieces = Pieces(form)
    lead = re.sub(r"^IN (?=[A-G]\b)", "", head[len(form) :].strip())
    if not all(pieces.take(segment) for segment in (lead, *segments)):
        return None
    return pieces.title(text)


class Pieces:
    """The parts of a title of a common form, as they are met."""

    def __init__(self, form: str) -> None:
        self.form = form
        self.players: list[str] = []
        self.says_for = False
        self.number: int | None = None
        self.key = ""
        self.catalogue: list[str] = []
        self.rest: list[str] = []

    def take(self, segment: str) -> bool:
        """Find out what a segment is; say no where the title is a name after all."""
        segment = catalogued(key_of(segment.strip(" ()")))
        if re.fullmatch(r"No\. \d+", segment) and self.catalogue:
            self.catalogue[-1] += f" {segment}"
            return True
        if _CATALOGUE.fullmatch(segment):
            self.catalogue.append(segment)
            return True
        if number := re.match(r"(.*?)\bNo\. (\d+)\s*(?:IN\b)?\s*(.*)$", segment):
            found = self.take(number[1])
            self.number = int(number[2])
            return found and self.take(number[3])
        return self._take_words(segment)

    def _take_words(self, segment: str) -> bool:
        named = bool(self.number or self.key or self.catalogue)
        if not segment:
            return True
        if key := _KEY.fullmatch(segment.removeprefix("IN ")):
            self.key = key[0]
        elif self.players and segment in {"TWO", "THREE", "FOUR"}:
            self.players[-1] = f"{segment} {self.players[-1]}"
        elif not named and (players := _players(segment.removeprefix("FOR "))):
            self.players += players
            self.says_for = self.says_for or segment.startswith("FOR ")
        elif self.players or named:
            self.rest.append(segment)
        else:
            return False
        return True

    def title(self, text: str) -> Title:
        return Title(
            text=text,
            form=self.form,
            players=tuple(self.players),
            says_for=self.says_for,
            number=self.number,
            key=self.key,
            catalogue=tuple(self.catalogue),
            rest=tuple(self.rest),
        )


def _players(segment: str) -> list[str]:
    known = table("musical_words")["instruments"]
    names = [name.strip() for name in re.split(r"/|,| AND | & |\+", segment)]
    return names if all(_COUNT.sub("", name) in known for name in names) else []


def _spelled_out(name: str) -> str:
    spelled: str = table("musical_words")["spelled_out"].get(name, name)
    return spelled


def _own_name(text: str) -> Title:
    """A title that is no form: “MER, LA”, “NUTCRACKER, THE: SUITE, OP. 71A”."""
    head, *others = _segments(catalogued(key_of(turned(text))))
    catalogue: list[str] = []
    key = ""
    named = [head]
    for part in others:
        if _CATALOGUE.fullmatch(part):
            catalogue.append(part)
        elif catalogue and re.fullmatch(r"No\. \d+", part):
            catalogue[-1] += f" {part}"
        elif _KEY.fullmatch(part):
            key = part
        else:
            named.append(part)
    # “TALE OF TSAR SALTAN, OP. 57: SUITE”: the number stands in the middle.
    joined = ", ".join(named)
    if inner := re.search(r",? (Op\. \d+\w*)(?=:)", joined):
        joined = joined.replace(inner[0], "")
        catalogue.insert(0, inner[1])
    return Title(text=joined, key=key, catalogue=tuple(catalogue))
