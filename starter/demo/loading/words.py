"""The pages of the demo house's shows, in both languages, with their pictures."""

from collections.abc import Sequence
from datetime import datetime
from typing import TextIO

from django.utils.html import format_html_join

from content.models import ShowPage
from content.services import publish_show_page, story_of
from ground.names import CHINESE, ENGLISH
from starter.demo.loading.frame import SOURCE
from starter.demo.practical import INTERVALS
from starter.demo.records import Show as ShowRecord
from starter.demo.words import Words
from starter.progress import counted
from ticketing.shows.models import Show


def publish_shows(
    records: Sequence[ShowRecord], *, now: datetime, stream: TextIO
) -> int:
    """Publish the pages that are missing; return how many were made."""
    shows = {show.source_code: show for show in Show.objects.filter(source=SOURCE)}
    there = set(
        ShowPage.objects.filter(show__source=SOURCE).values_list(
            "show_id", "locale__language_code"
        )
    )
    waiting = [
        (record, language)
        for record in records
        for language in (ENGLISH, CHINESE)
        if (shows[record.slug].pk, language) not in there
    ]
    for record, language in counted(stream, "Pages", waiting):
        publish_show(shows[record.slug], record, language, now=now)
    return len(waiting)


def publish_show(
    show: Show, record: ShowRecord, language: str, *, now: datetime
) -> None:
    publish_show_page(
        show,
        language=language,
        now=now,
        title=said(record.name, language),
        summary=said(record.summary, language),
        story=[
            ("heading", said(record.subtitle, language)),
            *story_of(said(text, language) for text in record.story.paragraphs),
        ],
        language_note=said(record.language, language),
        length_note=said(INTERVALS[record.intervals], language),
        notes=_notes(record, language),
    )


def said(words: Words, language: str) -> str:
    return words.zh_hans if language == CHINESE else words.en


def _notes(record: ShowRecord, language: str) -> str:
    own = [record.latecomers, *([record.advice] if record.advice else [])]
    items = format_html_join(
        "", "<li>{}</li>", ((said(note, language),) for note in own)
    )
    return f"<ul>{items}</ul>"
