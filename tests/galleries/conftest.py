"""A small site with a gallery of one show in both languages."""

import pytest

from content.galleries.models import GalleryIndexPage, GalleryPage, GalleryPicture
from tests.small_site import picture

TITLES = {"en": "The swans rehearse", "zh-hans": "天鹅的排练"}
CAPTIONS = ("Act one", "Act two", "Curtain call")


def publish_gallery(about, *, language="en", title="", captions=CAPTIONS, **fields):
    """Publish a gallery of small pictures below the page of all galleries."""
    index = GalleryIndexPage.objects.get(locale__language_code=language)
    rows = [
        GalleryPicture(
            image=picture(caption), caption=caption, credit="Ann Lens", sort_order=n
        )
        for n, caption in enumerate(captions)
    ]
    page = GalleryPage(
        title=title or TITLES[language], show=about, pictures=rows, **fields
    )
    index.add_child(instance=page)
    page.save_revision(clean=True).publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def gallery(show, pages):
    return publish_gallery(show)


@pytest.fixture
def galleries(show, pages):
    """The gallery in each language, by language."""
    return {code: publish_gallery(show, language=code) for code in TITLES}
