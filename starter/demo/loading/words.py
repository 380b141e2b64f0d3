"""The pages of the demo house's shows, in both languages, with their pictures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TextIO

from django.utils.html import format_html

from content.models import ShowGalleryImage, ShowPage
from content.services import publish_show_page, story_of
from ground.names import CHINESE, ENGLISH
from ground.progress import counted
from starter.demo.loading.frame import SOURCE
from starter.demo.practical import INTERVALS
from starter.demo.records import Show as ShowRecord
from starter.pictures import Motif, Pictures
from ticketing.shows.models import Show

LANGUAGES: Final = (ENGLISH, CHINESE)


def missing_pages(records: Sequence[ShowRecord]) -> list[tuple[ShowRecord, str]]:
    """The pages that the house has not got yet, by show and language."""
    there = set(
        ShowPage.objects.filter(show__source=SOURCE).values_list(
            "show__source_code", "locale__language_code"
        )
    )
    return [
        (record, language)
        for record in records
        for language in LANGUAGES
        if (record.slug, language) not in there
    ]


def order_pictures(records: Sequence[ShowRecord], pictures: Pictures) -> None:
    """Have the pictures of the missing pages drawn while other things are done."""
    lacking = {record.slug for record, _language in missing_pages(records)}
    for show in (record for record in records if record.slug in lacking):
        motif = _motif(show)
        pictures.want(show.slug, "poster", motif)
        pictures.want(show.slug, "wide", motif)
        for n, _caption in enumerate(show.gallery):
            pictures.want(show.slug, "picture", motif, n)


def publish_shows(
    records: Sequence[ShowRecord],
    pictures: Pictures,
    *,
    now: datetime,
    stream: TextIO,
) -> int:
    """Publish the pages that are missing; return how many were made."""
    shows = {show.source_code: show for show in Show.objects.filter(source=SOURCE)}
    waiting = missing_pages(records)
    for record, language in counted(stream, "Pages", waiting):
        _publish(shows[record.slug], record, language, pictures, now=now)
    return len(waiting)


def _publish(
    show: Show,
    record: ShowRecord,
    language: str,
    pictures: Pictures,
    *,
    now: datetime,
) -> None:
    motif = _motif(record)
    titled = f"{record.name.en} / {record.name.zh_hans}"
    publish_show_page(
        show,
        language=language,
        now=now,
        title=record.name.in_language(language),
        summary=record.summary.in_language(language),
        story=[
            ("heading", record.subtitle.in_language(language)),
            *story_of(text.in_language(language) for text in record.story.paragraphs),
        ],
        language_note=record.language.in_language(language),
        length_note=INTERVALS[record.intervals].in_language(language),
        latecomers_note=record.latecomers.in_language(language),
        notes=_notes(record, language),
        poster=pictures.image(record.slug, "poster", motif, title=titled),
        hero=pictures.image(record.slug, "wide", motif, title=titled),
        gallery=_gallery(record, language, pictures),
    )


def _gallery(
    record: ShowRecord, language: str, pictures: Pictures
) -> list[ShowGalleryImage]:
    motif = _motif(record)
    return [
        ShowGalleryImage(
            image=pictures.image(record.slug, "picture", motif, title=caption.en, n=n),
            caption=caption.in_language(language),
            sort_order=n,
        )
        for n, caption in enumerate(record.gallery)
    ]


def _motif(record: ShowRecord) -> Motif:
    return Motif(record.art.family, record.art.seed, record.art.motif)


def _notes(record: ShowRecord, language: str) -> str:
    if record.advice is None:
        return ""
    return format_html("<p>{}</p>", record.advice.in_language(language))
