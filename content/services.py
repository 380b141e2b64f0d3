"""Planting the site's trees and publishing pages from programs."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final, TypedDict, Unpack

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import Image
from wagtail.models import Locale, Page, Site

from content import planting
from content.models import (
    HomePage,
    ShowGalleryImage,
    ShowIndexPage,
    ShowPage,
    ShowReview,
    StandardPage,
)
from content.models.sections import default_sections
from ground.errors import Refusal
from ground.names import CHINESE, ENGLISH
from ticketing.shows.models import Show

HOME_SLUGS: Final = {ENGLISH: "home", CHINESE: "home-zh-hans"}
WELCOME_DEPTH: Final = 2
HOME_TITLES: Final = {ENGLISH: "Home", CHINESE: "首页"}


class SiteNotPlanted(Refusal):
    """There is no page of all shows in that language yet."""

    code = "site_not_planted"
    sentence = _("The house has no pages yet: run manage.py setup_house first.")


class ShowPageFields(TypedDict, total=False):
    """What a show page can say; what is left out stays as it is."""

    title: str
    slug: str
    summary: str
    story: Sequence[tuple[str, Any]]
    poster: Image | None
    hero: Image | None
    language_note: str
    length_note: str
    age_note: str
    latecomers_note: str
    notes: str
    reviews: Sequence[ShowReview]
    gallery: Sequence[ShowGalleryImage]


@transaction.atomic
def plant_site(*, hostname: str, port: int, site_name: str) -> dict[str, HomePage]:
    """Give each language its home page and the pages below it.

    Can run again: what is there stays as editors left it. Returns the home
    pages by language.
    """
    root = Page.objects.get(depth=1)
    homes = {code: _home(root, code) for code in (ENGLISH, CHINESE)}
    for code, home in homes.items():
        planting.plant(home, code)
    _serve(homes[ENGLISH], hostname=hostname, port=port, site_name=site_name)
    _take_welcome_away()
    return homes


def _take_welcome_away() -> None:
    """Delete the page that Wagtail begins with: it is no type that editors may make."""
    bare = ContentType.objects.get_for_model(Page)
    found = Page.objects.filter(depth=WELCOME_DEPTH, content_type=bare, numchild=0)
    for page in found.filter(sites_rooted_here=None):
        page.delete()


def _locale(language: str) -> Locale:
    locale, _made = Locale.objects.get_or_create(language_code=language)
    return locale


def _home(root: Page, language: str) -> HomePage:
    locale = _locale(language)
    home: HomePage | None = HomePage.objects.filter(locale=locale).first()
    if home is not None:
        return home
    other = HomePage.objects.first()
    home = HomePage(
        title=HOME_TITLES[language],
        slug=HOME_SLUGS[language],
        locale=locale,
        sections=json.dumps(default_sections()),
    )
    if other is not None:
        home.translation_key = other.translation_key
    # Wagtail's own welcome page has the slug "home".
    Page.objects.child_of(root).filter(slug=home.slug).exclude(
        pk__in=HomePage.objects.values("pk")
    ).update(slug=f"{home.slug}-before")
    root.refresh_from_db()
    root.add_child(instance=home)
    return home


def _serve(home: HomePage, *, hostname: str, port: int, site_name: str) -> None:
    """Let the default site begin at the English home; Chinese is its translation."""
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": hostname,
            "port": port,
            "site_name": site_name,
            "root_page": home,
        },
    )


@transaction.atomic
def publish_show_page(
    show: Show, *, language: str, now: datetime, **fields: Unpack[ShowPageFields]
) -> ShowPage:
    """Make or change the show's page in that language, and publish it.

    A new page stands under its language's ShowIndexPage (else SiteNotPlanted)
    and becomes the translation of the show's page in the other language. Its
    title and slug are the show's where none are given. `story` is a list of
    (block, value), as `story_of` makes it; `gallery` and `reviews` replace what
    was there.
    """
    locale = _locale(language)
    found = ShowPage.objects.filter(show=show, locale=locale).order_by("-live")
    page: ShowPage = found.first() or _new_show_page(show, locale)
    rows = {name: fields.pop(name, None) for name in ("gallery", "reviews")}  # type: ignore[misc]
    for name, value in fields.items():
        setattr(page, name, value)
    for name, given in rows.items():
        if given is not None:
            getattr(page, name).set(given)
    page.first_published_at = page.first_published_at or now
    if page.pk is None:
        _index_of(locale).add_child(instance=page)
    page.save_revision(clean=True).publish()
    page.refresh_from_db()
    return page


@transaction.atomic
def draft_show_page(
    show: Show, *, language: str, user: Any = None, **fields: Unpack[ShowPageFields]
) -> ShowPage:
    """Keep these words as the newest draft of the show's page; make it if need be.

    What is live stays as it is until the draft is published. Returns the draft.
    """
    page = newest_show_page(show, language=language)
    if page is None:
        page = _new_show_page(show, _locale(language))
    for name, value in fields.items():
        setattr(page, name, value)
    if page.pk is None:
        _index_of(page.locale).add_child(instance=page)
    page.save_revision(user=user, clean=True, log_action=True)
    return page


def newest_show_page(show: Show, *, language: str) -> ShowPage | None:
    """Return the show's page as its last draft says it, or None."""
    found = ShowPage.objects.filter(show=show, locale=_locale(language))
    page = found.order_by("-live").first()
    return None if page is None else page.get_latest_revision_as_object()


def _new_show_page(show: Show, locale: Locale) -> ShowPage:
    page = ShowPage(
        show=show,
        locale=locale,
        title=show.name_in(locale.language_code),
        slug=show.slug,
        live=False,
    )
    other = ShowPage.objects.filter(show=show).exclude(locale=locale).first()
    if other is not None:
        page.translation_key = other.translation_key
    return page


def _index_of(locale: Locale) -> ShowIndexPage:
    index: ShowIndexPage | None = ShowIndexPage.objects.filter(locale=locale).first()
    if index is None:
        raise SiteNotPlanted
    return index


@transaction.atomic
def publish_standard_page(
    *,
    language: str,
    slug: str,
    title: str,
    lead: str,
    body: str,
    in_menu: bool = True,
) -> StandardPage:
    """Make or change a plain page under the language's home, and publish it.

    Pages of the same slug are each other's translations. A new one stands in
    the menu or does not; for one that is there the editors have decided.
    """
    home = HomePage.objects.filter(locale=_locale(language)).first()
    if home is None:
        raise SiteNotPlanted
    page: StandardPage | None = (
        StandardPage.objects.child_of(home).filter(slug=slug).first()
    )
    if page is None:
        page = StandardPage(
            title=title, slug=slug, locale=home.locale, show_in_menus=in_menu
        )
        other = StandardPage.objects.filter(slug=slug).exclude(locale=home.locale)
        if (translation := other.first()) is not None:
            page.translation_key = translation.translation_key
        page.lead, page.body = lead, body
        home.add_child(instance=page)
    page.title, page.lead, page.body = title, lead, body
    page.save_revision(clean=True).publish()
    return page


def story_of(paragraphs: Iterable[str]) -> list[tuple[str, Any]]:
    """Turn plain paragraphs into a story; what is no text is escaped."""
    return [("paragraph", f"<p>{escape(text)}</p>") for text in paragraphs]
