"""What the worker does about the pictures of shared links."""

from typing import Any

from django.utils import timezone
from wagtail.models import Page

from content.found.pictures.files import picture_file
from content.found.pictures.told import shown_page, told_words
from content.models import ShowPage
from ground.tasks import Policy, later


@later("default", policy=Policy(tries=2))
def draw_share_picture(page_id: int) -> None:
    """Draw the picture of a show's page before somebody shares it."""
    now = timezone.now()
    page = shown_page(page_id, now=now)
    if page is not None:
        picture_file(page, told_words(page, now=now))


def plan_drawing(instance: Page, **_signal: Any) -> None:
    """Have a show's picture drawn when its page is published."""
    if isinstance(instance, ShowPage):
        draw_share_picture.enqueue(instance.pk)
