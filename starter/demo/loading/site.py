"""The demo house's own pages: its venues, the picks, the footer."""

import json
from collections.abc import Mapping
from typing import Any, Final

from wagtail.models import Page

from content.models import HomePage
from content.offer_pages.models import OffersPage
from content.previews.models import Pick, PreviewsPage
from content.site_settings.models import Navigation
from content.venue_pages.models import VenueIndexPage, VenuePage
from ground.names import CHINESE, ENGLISH
from starter.demo.loading.frame import SOURCE
from starter.demo.loading.pages import introduce, publish_below
from starter.demo.reading import FOLDER, Record, read_record
from starter.pictures import Motif, Pictures
from ticketing.shows.models import Show
from ticketing.venues.models import Venue

LANGUAGES: Final = (ENGLISH, CHINESE)
PREVIEWS: Final = {
    ENGLISH: "This week, this month, and the sales that open next.",
    CHINESE: "本周、本月的演出，以及即将开售的场次。",
}
VENUES: Final = {
    ENGLISH: "Three houses, four halls: how to get there, how to get in, what plays.",
    CHINESE: "三处场馆，四个厅：怎么来，怎么进，演什么。",
}
OFFERS: Final = {
    ENGLISH: "What can be had for less, for whom, and until when.",
    CHINESE: "哪些演出有优惠、谁可享受、到何时为止。",
}
MENU: Final = ("shows", "previews", "news", "specials", "galleries", "offers")
VISIT: Final = ("venues", "how-booking-works", "announcements", "terms-of-sale")


def order_site_pictures(pictures: Pictures) -> None:
    """Have the venues' pictures drawn while other things are done."""
    for slug, record in read_record("venue_pages.json").records():
        pictures.want(slug, "wide", _motif(record))


def publish_site(pictures: Pictures) -> None:
    """Make what is missing; what editors changed stays."""
    for language in LANGUAGES:
        _publish_venues(pictures, language)
        _publish_picks(language)
        for page in OffersPage.objects.filter(locale__language_code=language):
            introduce(page, OFFERS[language])
    _plant_navigation()


def _publish_venues(pictures: Pictures, language: str) -> None:
    index = VenueIndexPage.objects.filter(locale__language_code=language).first()
    if index is None:
        return
    introduce(index, VENUES[language])
    for slug, record in read_record("venue_pages.json").records():
        venue = Venue.objects.get(source_code=f"{SOURCE}:{slug}")
        if not VenuePage.objects.filter(venue=venue, locale=index.locale).exists():
            _publish_venue(index, venue, slug, record, pictures)


def _publish_venue(
    index: VenueIndexPage, venue: Venue, slug: str, record: Record, pictures: Pictures
) -> None:
    language = index.locale.language_code
    other = VenuePage.objects.filter(venue=venue).first()
    page = VenuePage(
        title=venue.name_in(language),
        slug=slug,
        venue=venue,
        picture=pictures.image(
            slug,
            "wide",
            _motif(record),
            title=f"{venue.name_en} / {venue.name_zh_hans}",
        ),
        map_link=record.text("map_link"),
        is_step_free=bool(record.raw("step_free")),
        has_hearing_loop=bool(record.raw("hearing_loop")),
        has_accessible_toilet=bool(record.raw("accessible_toilet")),
        **_words(record, language),
    )
    publish_below(index, page, like=other)


def _words(record: Record, language: str) -> dict[str, str]:
    names = ("summary", "address", "getting_here", "access")
    return {name: record.said(name, language) for name in names}


def _motif(record: Record) -> Motif:
    art = record.record("art")
    return Motif(art.text("family"), art.number("seed"))


def _publish_picks(language: str) -> None:
    page = PreviewsPage.objects.filter(locale__language_code=language).first()
    if page is None or page.picks.exists():
        return
    introduce(page, PREVIEWS[language])
    shows = Show.objects.filter(source=SOURCE).in_bulk(field_name="slug")
    for place, record in enumerate(_picks()):
        show = shows.get(record.text("show"))
        if show is not None:
            Pick.objects.create(
                page=page,
                show=show,
                locale=page.locale,
                sort_order=place,
                reason=record.said("reason", language),
            )


def _picks() -> list[Record]:
    rows: list[Any] = json.loads((FOLDER / "picks.json").read_text(encoding="utf-8"))
    return [Record(row, f"picks.json[{n}]") for n, row in enumerate(rows)]


def _plant_navigation() -> None:
    """Give the site a menu and a footer where it has none yet."""
    if Navigation.objects.exists():
        return
    home = HomePage.objects.filter(locale__language_code=ENGLISH).first()
    if home is None:
        return
    pages = {page.slug: page for page in home.get_children()}
    visit = {
        "title_en": "Your visit",
        "title_zh_hans": "观演须知",
        "links": [_link(pages[slug]) for slug in VISIT if slug in pages],
    }
    menu = [_link(pages[slug]) for slug in MENU if slug in pages]
    Navigation.objects.create(
        menu=json.dumps([{"type": "link", "value": link} for link in menu]),
        columns=json.dumps([{"type": "column", "value": visit}]),
        address_en="18 Lantern Quay\nShanghai 200002",
        address_zh_hans="上海市灯笼码头18号\n邮编200002",
        small_print_en="A demo house: nothing here is really for sale.",
        small_print_zh_hans="演示剧院：此处并不真的售票。",
    )


def _link(page: Page) -> Mapping[str, Any]:
    return {"page": page.pk, "address": "", "label_en": "", "label_zh_hans": ""}
