"""How the demo house's pages come into the tree."""

from typing import Any

from wagtail.models import Page


def introduce(page: Any, intro: str) -> None:
    """Give a page that was just planted its first sentence."""
    if not page.intro:
        page.intro = intro
        page.save(update_fields=["intro"])


def publish_below(index: Page, page: Page, *, like: Page | None) -> None:
    """Publish a page below that one, in its language; `like` is its translation."""
    page.locale = index.locale
    if like is not None:
        page.translation_key = like.translation_key
    index.add_child(instance=page)
    page.save_revision(clean=True).publish()
