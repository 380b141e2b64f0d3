"""Lists as feeds: each as RSS and as Atom, one for each language."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, ClassVar

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from content.page_cache import public_page
from content.published import live_in
from ticketing.house.models import the_house

MOST = 30


def feed_urls(feed: type[Feed], below: str) -> list[URLPattern]:  # type: ignore[type-arg]
    """The addresses of a feed: `…/rss/`, `…/atom/`."""
    atom = type(f"Atom{feed.__name__}", (feed,), {"feed_type": Atom1Feed})
    return [
        path(f"{below}/{name}/", require_safe(public_page(kind())), name=name)
        for name, kind in (("rss", feed), ("atom", atom))
    ]


class CardFeed(Feed):  # type: ignore[type-arg]
    """What stands on a page of all, the newest first; without that page, a 404.

    Its rooms say which page that is (`index`), and what its cards are.
    """

    index: ClassVar[Any]

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Any:  # noqa: ARG002 Django's own signature
        page = live_in(self.spoken, self.index).first()
        if page is None:
            raise Http404
        return page

    @property
    def spoken(self) -> str:
        return get_language() or "en"

    def title(self, page: Any) -> str:
        return f"{page.title} · {the_house().name}"

    def link(self, page: Any) -> str:
        return str(page.get_url())

    def description(self, page: Any) -> str:
        return str(page.intro or page.title)

    subtitle = description

    def items(self, _page: Any) -> Sequence[Any]:
        return self.cards()

    def cards(self) -> Sequence[Any]:
        raise NotImplementedError

    def item_title(self, card: Any) -> str:
        return str(card.title)

    def item_link(self, card: Any) -> str:
        return str(card.url)

    def item_pubdate(self, card: Any) -> datetime:
        """The first moment of its day, for the house."""
        return datetime.combine(card.day, time.min, tzinfo=the_house().zone)

    item_updateddate = item_pubdate
