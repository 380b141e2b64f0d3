"""Pages that tell of a show, begun from the show: it stands on them already.

Wagtail's screen for a new page is opened with `?show=`; the parent page, which the
hook and the signal of that screen both are given, carries it from one to the other.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from content.announcements.models import AnnouncementIndexPage, AnnouncementPage
from content.galleries.models import GalleryIndexPage, GalleryPage
from content.news.models import NewsIndexPage, NewsPage
from content.specials.models import SpecialIndexPage, SpecialPage
from content.staff import rights
from ground.row_keys import is_key
from ticketing.shows.models import Show

KINDS: Final[tuple[tuple[type[Page], type[Page]], ...]] = (
    (AnnouncementPage, AnnouncementIndexPage),
    (NewsPage, NewsIndexPage),
    (SpecialPage, SpecialIndexPage),
    (GalleryPage, GalleryIndexPage),
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One kind of page that this person may begin, by its name."""

    words: str
    url: str


def tellings(user: Any, show: Show | None = None) -> list[Telling]:
    """Say which pages may be begun, in the language in which the admin is read."""
    query = f"?show={show.pk}" if show else ""
    return [
        Telling(capfirst(str(model.get_verbose_name())), f"{url}{query}")
        for model, index in KINDS
        if (url := _add_url(model, index, user))
    ]


def _add_url(model: type[Page], index: type[Page], user: Any) -> str:
    found = list(index.objects.select_related("locale").order_by("pk"))
    found.sort(key=lambda page: page.locale.language_code != get_language())
    parent = found[0] if found else None
    if parent is None or not parent.permissions_for_user(user).can_add_subpage():
        return ""
    names = model._meta.app_label, model._meta.model_name  # noqa: SLF001 Django's own way to a model's name
    return reverse("wagtailadmin_pages:add", args=[*names, parent.pk])


class TellingPanel(Component):
    """What can be made, on the admin's first page."""

    order = 10
    template_name = "staff/telling.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {
            "tellings": tellings(user),
            "may_add": user.has_perm(rights.ADD_SHOW),
        }


def add_telling(request: HttpRequest, panels: list[Component]) -> None:
    if request.user.has_perm(rights.CHANGE_SHOW):
        panels.append(TellingPanel())
        panels.sort(key=lambda panel: panel.order)


def keep_asked_show(request: HttpRequest, parent: Any, _model: type[Page]) -> None:
    """Look up the show that the address names, if there is one."""
    number = request.GET.get("show", "")
    found = Show.objects.filter(pk=number) if is_key(number) else Show.objects.none()
    parent.asked_show = found.first()


def begin_with_show(page: Page, parent: Any, **_kwargs: Any) -> None:
    """Put the show that was asked for on the new page."""
    show = getattr(parent, "asked_show", None)
    if show is None:
        return
    if hasattr(page, "show_id"):
        page.show, page.title = show, show.name_in(parent.locale.language_code)
    elif hasattr(page, "shows"):
        page.shows = [page.shows.model(show=show)]
