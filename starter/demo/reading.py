"""Reading the files of the demo house: each value with the place it stands at."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from starter.demo.words import Words

FOLDER: Final = Path(__file__).parent / "data"
_NOTHING: Final = object()


class BadRepertoire(ValueError):
    """Something in the demo house's files is wrong; says where and what."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")


class Record:
    """An object of a file; asking for what it lacks names file and place."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise BadRepertoire(place, "an object is expected")
        self._value: dict[str, Any] = value
        self.place = place

    def _get(self, key: str, default: object) -> Any:
        if key not in self._value and default is _NOTHING:
            raise BadRepertoire(self.place, f"“{key}” is missing")
        return self._value.get(key, default)

    def text(self, key: str, default: object = _NOTHING) -> str:
        value = self._get(key, default)
        if not isinstance(value, str) or (not value and default is _NOTHING):
            raise BadRepertoire(f"{self.place}.{key}", "a text is expected")
        return value

    def number(self, key: str, default: object = _NOTHING) -> int:
        value = self._get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise BadRepertoire(f"{self.place}.{key}", "a whole number is expected")
        return value

    def number_or_none(self, key: str) -> int | None:
        return None if self._get(key, None) is None else self.number(key)

    def raw(self, key: str, default: object = _NOTHING) -> Any:
        return self._get(key, default)

    def items(self, key: str, default: object = _NOTHING) -> list[Any]:
        value = self._get(key, default)
        if not isinstance(value, list):
            raise BadRepertoire(f"{self.place}.{key}", "a list is expected")
        return value

    def words(self, key: str) -> Words:
        return words(self._get(key, _NOTHING), f"{self.place}.{key}")

    def said(self, key: str, language: str) -> str:
        return self.words(key).in_language(language)

    def words_or_none(self, key: str) -> Words | None:
        return self.words(key) if key in self._value else None

    def record(self, key: str) -> "Record":
        return Record(self._get(key, _NOTHING), f"{self.place}.{key}")

    def records(self) -> Iterator[tuple[str, "Record"]]:
        for key, value in self._value.items():
            yield key, Record(value, f"{self.place}.{key}")

    def entries(self) -> Iterator[tuple[str, Any]]:
        yield from self._value.items()


def words(value: object, place: str) -> Words:
    """A text in both languages. Raises BadRepertoire where one is missing."""
    pair = Record(value, place)
    return Words(pair.text("en"), pair.text("zh_hans"))


def read_record(name: str) -> Record:
    return Record(_parsed(FOLDER / name), name)


def read_list(path: Path) -> list[Record]:
    """The objects of a file that holds a list; a show is named by its slug."""
    value = _parsed(path)
    if not isinstance(value, list):
        raise BadRepertoire(path.name, "a list is expected")
    named = [Record(one, f"{path.name}[{i}]") for i, one in enumerate(value)]
    for record in named:
        record.place = f"{path.name}: {record.text('slug')}"
    return named


def _parsed(path: Path) -> object:
    try:
        parsed: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadRepertoire(path.name, f"cannot be read ({error})") from error
    return parsed
