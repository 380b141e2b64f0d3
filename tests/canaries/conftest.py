"""A house that has each type of page in both languages, and two people in it."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from content.services import publish_standard_page
from tests.announcements.conftest import announce, today  # noqa: F401 fixtures
from tests.canaries.addresses import LANGUAGES
from tests.canaries.people import Person
from tests.checkout import shop
from tests.galleries.conftest import publish_gallery
from tests.news.conftest import author, backstage, tell  # noqa: F401 fixtures
from tests.rush.waiting import performance_with_room
from tests.search.conftest import indexed  # noqa: F401 a fixture
from tests.small_site import picture
from tests.specials.conftest import publish  # noqa: F401 a fixture
from tests.venue_pages.test_venue_pages import venue_page

MAKERS = ("announce", "tell", "publish")


@pytest.fixture
def evening(show, pages):
    """The show with the pages plays once more, in a larger hall."""
    return shop.now_on_sale(show=show, seats=10)


@pytest.fixture
def every_page(request, evening, show):
    """One page of each type at least, in each language; a story in every list."""
    makers = {name: request.getfixturevalue(name) for name in MAKERS}
    about = {"shows": [show], "dates": [evening]}
    for language in LANGUAGES:
        makers["announce"](language=language, urgent=True, **about)
        makers["tell"](
            language=language,
            category=request.getfixturevalue("backstage"),
            by=[request.getfixturevalue("author")],
            tags=["backstage"],
            **about,
        )
        makers["publish"](language=language, body=[("roundup", {})], **about)
        publish_gallery(show, language=language, captions=["Act one"])
        venue_page(evening.hall.venue, language)
        words = {"title": "How", "lead": "So", "body": "<p>So.</p>"}
        publish_standard_page(language=language, slug="how", **words)


@pytest.fixture
def two_people(evening):
    """Each has an order, another seat in the cart, and a level of their own."""
    ada, _gap, bo, _gap2, *rest = shop.places_of(evening, 8)
    return [
        Person("ada", evening, ada, bo),
        Person("bo", evening, rest[0], rest[2]),
    ]


@pytest.fixture
def values(request, evening, now, pages, every_page):
    """What the addresses of shared things take, by the name of the argument."""
    request.getfixturevalue("indexed")()
    document = Document.objects.create(
        title="Programme", file=ContentFile(b"%PDF-", name="programme.pdf")
    )
    day, queued = evening.local_start, performance_with_room(now=now).pk
    return {
        "year": f"{day:%Y}",
        "month": f"{day:%m}",
        "period": "month",
        "slug": evening.show.slug,
        "performance_id": evening.pk,
        "version_id": evening.plan_version_id,
        "section": "pages",
        "content-api:pages:detail": pages["en"].pk,
        "content-api:images:detail": picture("a picture").pk,
        "content-api:documents:detail": document.pk,
        "rush:room": queued,
        "api:read_room": queued,
    }
