"""A small site with one show in both languages, and small pictures for it."""

from datetime import timedelta
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from wagtail.images.models import Filter, Image

from content.models import HomePage, ShowGalleryImage
from content.pictures import SIZES
from content.services import plant_site, publish_show_page, story_of
from tests.factories import ShowFactory, offered_performance, the_tests_house
from tests.made_once import made_once


@pytest.fixture(scope="module")
def site_once(django_db_setup, django_db_blocker):
    """What `site` makes, in a transaction around those of a module's tests."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        translation.override("en"),
    ):
        the_tests_house()
        yield _planted()
        transaction.set_rollback(True)


@pytest.fixture
def site(request, house):
    """Home pages by language; the house's shows stand below them."""
    homes = made_once(request, "site")
    if homes is None:
        return _planted()
    # A test may change what it is handed.
    return {code: HomePage.objects.get(pk=home.pk) for code, home in homes.items()}


def _planted():
    return plant_site(hostname="testserver", port=80, site_name="Marquee")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def show(site):
    return ShowFactory(name_en="Swan Lake", name_zh_hans="天鹅湖", slug="swan-lake")


@pytest.fixture
def performance(show, now):
    """In three days, on sale, with four places at ¥100."""
    return offered_performance(
        show=show,
        now=now,
        starts_at=now + timedelta(days=3),
        on_sale_from=now - timedelta(days=1),
        seats=4,
    )


@pytest.fixture
def pages(show, performance, now):
    """The show's page in each language, by language."""
    return {
        language: publish_show_page(
            show,
            language=language,
            title=title,
            summary=f"{title}!",
            story=story_of([title]),
            now=now,
        )
        for language, title in (("en", "Swan Lake"), ("zh-hans", "天鹅湖"))
    }


def picture(name):
    """A small red picture, already cut to every size that pages show."""
    png = BytesIO()
    PIL.Image.new("RGB", (16, 9), "red").save(png, "PNG")
    image = Image.objects.create(
        title=name,
        file=ContentFile(png.getvalue(), name=f"{name}.png"),
        width=16,
        height=9,
    )
    for spec in {spec for size in SIZES.values() for spec in size.specs}:
        image.renditions.create(
            filter_spec=spec,
            focal_point_key=Filter(spec=spec).get_cache_key(image),
            file=ContentFile(png.getvalue(), name=f"{name}-cut.png"),
            width=16,
            height=9,
        )
    return image


def gallery_of(*captions):
    return [
        ShowGalleryImage(image=picture(caption), caption=caption, credit="House")
        for caption in captions
    ]
