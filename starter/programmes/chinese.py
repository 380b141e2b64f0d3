"""Titles in Chinese, for what is standard repertoire; the rest stays English.

“CONCERTO, PIANO NO. 14, E-FLAT MAJOR, K.449” is 降E大调第十四钢琴协奏曲, K. 449.
"""

import re
from functools import cache
from typing import Final

from starter.programmes.casing import cased
from starter.programmes.tables import table
from starter.programmes.titles import Title, known_part, nickname_in_chinese

_DIGITS: Final = "零一二三四五六七八九十"
_SOLO_FORMS: Final = {"SONATA", "SUITE", "PARTITA", "ETUDE", "PRELUDE"}
_COUNTED: Final = {"TWO": "双", "THREE": "三", "FOUR": "四", "2": "双", "3": "三"}
_ALONE: Final = "无伴奏"
# Names of kinds of music need no marks of a title.
_PLAIN: Final = ("曲", "音乐", "歌", "）")
TENTH: Final = 10


def chinese(title: Title) -> str:
    """The full title in Chinese; empty where no table knows it."""
    text = chinese_headline(title, with_key=True)
    if not text:
        return ""
    text += "".join(f"，{cased(part)}" for part in title.catalogue)
    if title.arranger:
        text += f"（{_arranger(title.arranger)}改编）"
    return text


def chinese_headline(title: Title, *, with_key: bool = False) -> str:
    """The title as a Chinese poster has it; empty where no table knows it."""
    text = _formed(title, with_key=with_key) if title.form else _named(title)
    nickname = nickname_in_chinese(title.nickname)
    return f"{text}“{nickname}”" if text and nickname else text


def ordinal(number: int) -> str:
    """第五, 第十四, 第四十: as works are counted; figures from a hundred on."""
    tens, ones = divmod(number, TENTH)
    if number >= TENTH * TENTH:
        return f"第{number}"
    if not tens:
        return f"第{_DIGITS[ones]}"
    first = "" if tens == 1 else _DIGITS[tens]
    return f"第{first}十{_DIGITS[ones] if ones else ''}"


def key_in_chinese(key: str) -> str:
    """“E-flat major” is 降E大调, “C-sharp minor” 升c小调."""
    tone, mode = key.split()
    letter, _dash, sign = tone.partition("-")
    mark = {"flat": "降", "sharp": "升"}.get(sign, "")
    if mode == "minor":
        return f"{mark}{letter.lower()}小调"
    return f"{mark}{letter}大调"


def _formed(title: Title, *, with_key: bool) -> str:
    form: str = table("musical_words")["forms"][title.form]
    if title.rest:
        return ""
    key = key_in_chinese(title.key) if title.key and with_key else ""
    number = ordinal(title.number) if title.number else ""
    players = _players(title)
    if players[-1:] == [_ALONE]:
        players = [_ALONE, *players[:-1]]
    elif len(players) > 1 and title.form in _SOLO_FORMS | {"CONCERTO"}:
        return f"{key}{number}{'与'.join(players)}{form}"
    return f"{key}{number}{''.join(players)}{form}"


def _players(title: Title) -> list[str]:
    names = list(title.players)
    if not title.says_for and len(names) > 1 and names[-1] in {"ORCHESTRA", "STRINGS"}:
        names = names[:-1]
    return [_player(name) for name in names]


def _player(name: str) -> str:
    count, _space, what = name.partition(" ")
    known = table("musical_words")["instruments"]
    if count in _COUNTED:
        return f"{_COUNTED[count]}{known[what]}"
    found: str = known[name]
    return found


def _named(title: Title) -> str:
    """《罗密欧与朱丽叶》第二组曲: the famous name, and the part of it."""
    name, rest = known_part(title.text)
    if not name:
        return ""
    marked = name if name.endswith(_PLAIN) else f"《{name}》"
    return f"{marked}{_part(rest.strip(' :,').upper())}"


def _part(text: str) -> str:
    """组曲, 第二组曲, 序曲; empty where the part has no common name."""
    parts: dict[str, str] = table("musical_words")["parts"]
    if match := re.fullmatch(r"(SUITE|OVERTURE)S? NO\. (\d+)", text):
        return f"{ordinal(int(match[2]))}{parts[match[1]]}"
    if match := re.fullmatch(r"NO\. (\d+)", text):
        return ordinal(int(match[1]))
    return parts.get(text, "")


def _arranger(name: str) -> str:
    return _by_family_name().get(name, name)


@cache
def _by_family_name() -> dict[str, str]:
    """Chinese names of the composers that a source names by family name alone."""
    people = table("people")
    return {english.split()[-1]: one["zh"] for english, one in people.items()}
