"""The home page: a featured show, then the sections in the editor's order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from content.models import HomePage
from content.models.sections import default_sections
from content.sections.facts import HomeFacts
from content.sections.registry import Section, find


@dataclass(frozen=True, slots=True)
class Shown:
    """A section that has something to say, in the words of its template."""

    name: str
    title: Any
    template: str
    context: dict[str, Any]
    is_narrow: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A section as the editor put it there; free text has no section."""

    section: Section | None
    value: Any

    @property
    def most(self) -> int:
        own = self.section.most if self.section else 0
        return int(self.value.get("most") or own)


def home_screen(page: HomePage, request: HttpRequest, now: datetime) -> dict[str, Any]:
    facts = HomeFacts(page, request, now=now)
    chosen = list(_chosen(page))
    facts.load([facts.featured, *_shows_of(chosen, facts)])
    shown = [found for one in chosen if (found := _shown(one, facts))]
    return {
        "featured": facts.cards.get(facts.featured or 0),
        "bands": _bands(shown),
        "index_url": facts.index_url,
    }


def _chosen(page: HomePage) -> Iterator[Chosen]:
    """The sections in their order; a page that names none has all."""
    blocks = [(block.block_type, block.value) for block in page.sections]
    for name, value in blocks or _default():
        section = find(name)
        if section is not None or name == "text":
            yield Chosen(section, value)


def _default() -> list[tuple[str, Any]]:
    return [(one["type"], one["value"]) for one in default_sections()]


def _shows_of(chosen: Sequence[Chosen], facts: HomeFacts) -> Iterator[int | None]:
    for one in chosen:
        if one.section is not None:
            yield from one.section.shows(facts, one.most)


def _shown(chosen: Chosen, facts: HomeFacts) -> Shown | None:
    section, title = chosen.section, chosen.value.get("title")
    if section is None:
        context = {"text": chosen.value["text"]}
        return Shown("text", title, "content/home/text.html", context)
    built = section.build(facts, chosen.most)
    if built is None:
        return None
    heading = title or built.get("heading") or section.title
    return Shown(section.name, heading, section.template, built, section.is_narrow)


def _bands(shown: Sequence[Shown]) -> list[list[Shown]]:
    """Rows of the page: two narrow sections beside each other share one."""
    bands: list[list[Shown]] = []
    for one in shown:
        beside = bands[-1] if bands else []
        if one.is_narrow and len(beside) == 1 and beside[0].is_narrow:
            beside.append(one)
        else:
            bands.append([one])
    return bands
