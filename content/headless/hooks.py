"""The way from the admin to a draft in another front end."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button

from content.headless.previews import preview_elsewhere


def preview_urls() -> list[URLPattern]:
    address = "pages/<int:page_id>/elsewhere/"
    return [path(address, preview_elsewhere, name="headless-preview")]


def preview_button(page: Any, user: Any, **_rest: Any) -> Iterator[Button]:
    """Offer it where the settings name a front end, to those who may edit."""
    if settings.MARQUEE_PREVIEW_URL and page.permissions_for_user(user).can_edit():
        url = reverse("headless-preview", args=[page.pk])
        yield Button(_("Preview elsewhere"), url, icon_name="view", priority=60)
