"""The specials of the demo house, in both languages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.html import format_html
from wagtail.images.models import Image

from content.models import PersonPortrait
from content.specials.models import SpecialIndexPage, SpecialPage, SpecialShow
from ground.names import CHINESE, ENGLISH
from starter.demo.loading.frame import SOURCE
from starter.demo.loading.pages import introduce, publish_below
from starter.demo.reading import Record, read_record
from starter.demo.repertoire import read_repertoire
from starter.pictures import Motif, Pictures
from ticketing.shows.models import Show

FILE: Final = "specials.json"
INTROS: Final = {
    ENGLISH: "Long reads about what is on, with the dates that you can still book.",
    CHINESE: "正在上演的，慢慢读；还买得到的场次，就在文中。",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What the words are put together with."""

    language: str
    pictures: Pictures
    shows: dict[str, Show]
    portraits: dict[str, PersonPortrait]

    def said(self, record: Record, key: str) -> str:
        return record.said(key, self.language)

    def title(self, record: Record) -> str:
        return self.said(record, "title") if record.raw("title", None) else ""

    def chosen(self, slugs: list[str]) -> list[Show]:
        return [self.shows[slug] for slug in slugs]


def order_special_pictures(pictures: Pictures) -> None:
    """Have the pictures drawn while other things are done."""
    for slug, record in _wanted(_shows()):
        pictures.want(f"special-{slug}", "wide", _motif(record.record("picture")))
        for n, shown in _shown(record):
            motif = _motif(shown.record("art"))
            pictures.want(f"special-{slug}", "picture", motif, n)


@transaction.atomic
def load_specials(pictures: Pictures, *, now: datetime) -> int:
    """Publish what is missing; return how many pages were made."""
    shows, portraits, made = _shows(), _portraits(), 0
    for index in SpecialIndexPage.objects.select_related("locale"):
        desk = Desk(index.locale.language_code, pictures, shows, portraits)
        introduce(index, INTROS[desk.language])
        for slug, record in _wanted(shows):
            if not SpecialPage.objects.child_of(index).filter(slug=slug).exists():
                _publish(index, slug, record, desk, now=now)
                made += 1
    return made


def _shows() -> dict[str, Show]:
    return {show.source_code: show for show in Show.objects.filter(source=SOURCE)}


def _wanted(shows: dict[str, Show]) -> list[tuple[str, Record]]:
    """The specials all of whose shows are there."""
    return [
        (slug, record)
        for slug, record in read_record(FILE).records()
        if all(one in shows for one in record.items("shows"))
    ]


def _portraits() -> dict[str, PersonPortrait]:
    """The portraits of the house's people, by their short names."""
    rows = PersonPortrait.objects.select_related("person", "image")
    by_name = {row.person.name_en: row for row in rows}
    people = read_repertoire().people.items()
    return {
        slug: by_name[one.name.en] for slug, one in people if one.name.en in by_name
    }


def _publish(
    index: Any, slug: str, record: Record, desk: Desk, *, now: datetime
) -> None:
    image = desk.pictures.image(
        f"special-{slug}", "wide", _motif(record.record("picture")), title=slug
    )
    page = SpecialPage(
        title=desk.said(record, "title"),
        slug=slug,
        standfirst=desk.said(record, "standfirst"),
        author_line=desk.said(record, "author_line"),
        picture=image,
        body=list(_body(slug, record, desk)),
        first_published_at=now - timedelta(days=record.number("days_ago")),
    )
    about = desk.chosen(record.items("shows"))
    page.shows = [SpecialShow(show=show, sort_order=n) for n, show in enumerate(about)]
    other = SpecialPage.objects.filter(slug=slug).exclude(locale=index.locale).first()
    publish_below(index, page, like=other)


def _body(slug: str, record: Record, desk: Desk) -> Iterator[tuple[str, Any]]:
    numbers = iter(_shown(record))
    for value in record.items("body"):
        block = Record(value, f"{FILE}: {slug}")
        if "gallery" in value:
            yield "gallery", _gallery(slug, len(value["gallery"]), numbers, desk)
            continue
        kind = next(name for name in MAKERS if name in value)
        yield kind, MAKERS[kind](block, desk)


def _paragraph(block: Record, desk: Desk) -> str:
    return format_html("<p>{}</p>", desk.said(block, "paragraph"))


def _quote(block: Record, desk: Desk) -> dict[str, Any]:
    return {"text": desk.said(block, "quote"), "source": desk.said(block, "source")}


def _interview(block: Record, desk: Desk) -> dict[str, Any]:
    told = block.record("interview")
    portrait = desk.portraits.get(told.text("person"))
    return {
        "speaker": portrait.person.name_in(desk.language) if portrait else "",
        "role": desk.said(told, "role"),
        "portrait": portrait.image if portrait else None,
        "answers": [
            {
                "question": desk.said(one, "question"),
                "answer": format_html("<p>{}</p>", desk.said(one, "answer")),
            }
            for one in (Record(value, FILE) for value in told.items("answers"))
        ],
    }


def _review(block: Record, desk: Desk) -> dict[str, Any]:
    told = block.record("review")
    critic = desk.said(told, "critic") if told.raw("critic", None) else ""
    words = {"text": desk.said(told, "text"), "source": desk.said(told, "source")}
    return {**words, "critic": critic, "stars": told.raw("stars")}


def _timeline(block: Record, desk: Desk) -> dict[str, Any]:
    moments = (Record(value, FILE) for value in block.items("timeline"))
    told = [
        {
            "when": desk.said(one, "when"),
            "title": desk.said(one, "title"),
            "text": format_html("<p>{}</p>", desk.said(one, "text")),
        }
        for one in moments
    ]
    return {"title": desk.title(block), "moments": told}


def _dates(block: Record, desk: Desk) -> dict[str, Any]:
    shows = desk.chosen(block.items("dates"))
    return {"title": desk.title(block), "shows": shows, "performances": []}


def _roundup(block: Record, desk: Desk) -> dict[str, Any]:
    return {"title": desk.title(block), "most": block.number("roundup")}


def _gallery(
    slug: str, count: int, numbers: Iterator[tuple[int, Record]], desk: Desk
) -> dict[str, Any]:
    pictures = []
    for n, shown in (next(numbers) for _ in range(count)):
        pictures.append(
            {
                "image": _drawn(slug, n, shown, desk),
                "alternative": desk.said(shown, "alternative"),
                "caption": desk.said(shown, "caption"),
                "credit": "",
            }
        )
    return {"pictures": pictures}


def _drawn(slug: str, n: int, shown: Record, desk: Desk) -> Image:
    title = shown.words("caption").en
    motif = _motif(shown.record("art"))
    return desk.pictures.image(f"special-{slug}", "picture", motif, title=title, n=n)


def _shown(record: Record) -> list[tuple[int, Record]]:
    """The pictures of a special's galleries, numbered from 1."""
    values = (
        value for block in record.items("body") for value in block.get("gallery", [])
    )
    return [(n, Record(value, FILE)) for n, value in enumerate(values, start=1)]


def _motif(art: Record) -> Motif:
    return Motif(art.text("family"), art.number("seed"), art.text("motif"))


MAKERS: Final[dict[str, Callable[[Record, Desk], Any]]] = {
    "paragraph": _paragraph,
    "heading": lambda block, desk: desk.said(block, "heading"),
    "quote": _quote,
    "interview": _interview,
    "review": _review,
    "timeline": _timeline,
    "dates": _dates,
    "roundup": _roundup,
}
