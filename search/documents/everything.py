"""All that can be found, by keys: `show:12`, `city:Shanghai`."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby, islice
from typing import Final

from search.documents.names import NAMED, city_documents, city_keys, named_documents
from search.documents.pages import findable_pages, page_documents
from search.documents.shows import findable_shows, show_documents
from search.port import Document, Group

# So many are read with the same few queries.
AT_ONCE: Final = 1000


def key_of(group: Group, number: object) -> str:
    return f"{group}:{number}"


def all_keys() -> Iterator[str]:
    """The keys of all that anybody may find, as the database is now."""
    for pk in findable_shows().order_by("pk").values_list("pk", flat=True):
        yield key_of(Group.SHOW, pk)
    for group, rows in NAMED.items():
        for pk in rows().order_by("pk").values_list("pk", flat=True):
            yield key_of(group, pk)
    for city in city_keys():
        yield key_of(Group.CITY, city)
    for pk in findable_pages().order_by("pk").values_list("pk", flat=True):
        yield key_of(Group.PAGE, pk)


def documents(keys: Iterable[str], *, now: datetime) -> Iterator[Document]:
    """The documents of those of these keys that anybody may find.

    Keys of one group that follow each other are read together, as many as is good.
    """
    for group, run in groupby(keys, key=lambda key: key.partition(":")[0]):
        numbers = (key.partition(":")[2] for key in run)
        while some := list(islice(numbers, AT_ONCE)):
            yield from _of(Group(group), some, now)


def _of(group: Group, numbers: list[str], now: datetime) -> Iterable[Document]:
    if group is Group.CITY:
        return city_documents(numbers)
    ids = [int(number) for number in numbers]
    if group is Group.SHOW:
        return show_documents(ids, now=now)
    if group is Group.PAGE:
        return page_documents(ids)
    return named_documents(group, ids, now=now)
