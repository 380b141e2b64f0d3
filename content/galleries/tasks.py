"""What the worker does about pictures, so that no visitor waits for it."""

import time
from datetime import timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Replace
from wagtail.images.models import Rendition, SourceImageIOError
from wagtail.models import Page

from content.models.public import PublicPage
from content.pictures import LIGHTER, SUFFIX, cutting
from ground.tasks import Policy, later, periodic

# So long at once, then others' tasks; a picture takes less than a second.
SPELL_SECONDS: Final = 5.0


@later("default", policy=Policy(tries=2))
def cut_pictures_of(page_id: int) -> None:
    """Cut what the page shows to its sizes, by looking at it once."""
    page = Page.objects.live().filter(pk=page_id).first()
    if page is not None:
        with cutting():
            page.specific.make_preview_request()


def plan_cutting(instance: Page, **_signal: Any) -> None:
    """Have the pictures of a page cut when it is published."""
    if isinstance(instance, PublicPage):
        cut_pictures_of.enqueue(instance.pk)


@periodic("default", every=timedelta(seconds=10))
def lighten_pictures() -> None:
    """Make the AVIF of some pictures that have been cut, the newest first."""
    until = time.monotonic() + SPELL_SECONDS
    for rendition in without_lighter().iterator():
        lighten(rendition)
        if time.monotonic() > until:
            return


def without_lighter() -> "QuerySet[Rendition]":
    """The cut versions that browsers get as WebP only."""
    twins = Rendition.objects.filter(
        image=OuterRef("image"),
        focal_point_key=OuterRef("focal_point_key"),
        filter_spec=Replace(OuterRef("filter_spec"), Value(SUFFIX), Value(LIGHTER)),
    )
    cut = Rendition.objects.filter(filter_spec__endswith=SUFFIX)
    lacking: QuerySet[Rendition] = cut.exclude(Exists(twins))
    return lacking.select_related("image").order_by("-pk")


def lighten(rendition: Rendition) -> bool:
    """Make the AVIF of that version; an image whose file is lost has none."""
    try:
        rendition.image.get_rendition(rendition.filter_spec.replace(SUFFIX, LIGHTER))
    except (SourceImageIOError, OSError):
        return False
    return True
