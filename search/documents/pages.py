"""Editorial pages: announcements, news, specials, galleries and the like."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

from django.db.models import Q
from wagtail.models import Page
from wagtail.search.index import RelatedFields, SearchField

from content.announcements.models import AnnouncementPage
from content.galleries.models import GalleryPage
from content.models import StandardPage
from content.news.models import NewsPage
from content.published import open_pages
from content.specials.models import SpecialPage
from search.documents.writing import document, written
from search.port import Document, Group
from search.tree import Label

KINDS: Final[dict[str, type[Page]]] = {
    "announcement": AnnouncementPage,
    "news": NewsPage,
    "special": SpecialPage,
    "gallery": GalleryPage,
    "page": StandardPage,
}


def findable_pages() -> Any:
    """Live editorial pages that anybody may see, of every kind and language."""
    kinds = Q(pk__in=[])
    for model in KINDS.values():
        kinds |= Q(pk__in=model.objects.values("pk"))
    return open_pages(Page.objects.filter(kinds))


def page_documents(ids: Collection[int]) -> Iterator[Document]:
    """Documents of those of these pages that anybody may see."""
    for kind, model in KINDS.items():
        pages = model.objects.live().public().filter(pk__in=ids)
        for page in pages.select_related("locale").order_by("pk"):
            texts = [text for text in _texts(page) if text]
            labels = {
                Label.KIND: (kind,),
                Label.LANGUAGE: (page.locale.language_code,),
            }
            told = written([page.title], body=" ".join(texts))
            yield document(Group.PAGE, page.pk, told, labels, {})


def _texts(page: Page) -> Iterable[str]:
    """The page’s own words: what its model says that a search reads."""
    for field in page.search_fields:
        if isinstance(field, RelatedFields):
            for one in getattr(page, field.field_name).all():
                yield from (str(f.get_value(one) or "") for f in field.fields)
        elif isinstance(field, SearchField) and field.field_name != "title":
            value = field.get_value(page)
            yield from value if isinstance(value, list) else [str(value or "")]
