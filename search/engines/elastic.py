"""The engine of large houses: Elasticsearch 8, through elasticsearch-dsl.

Documents come with their words cut (`search.words`), so that the server needs no
plugin for Chinese and finds what the embedded engine finds. Questions go to an alias:
a rebuild fills a new index beside the present one and moves the alias in one step.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import uuid4

from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError
from elasticsearch.helpers import BulkIndexError, bulk, scan
from elasticsearch_dsl import Index, Keyword, Long, Mapping, Text

from search.engines.elastic_questions import ANSWER_SECONDS, Asker
from search.port import Document, EngineDown, Found, NoIndex, Question
from search.tree import Field, Label, Number

WRITE_SECONDS: Final = 60
PRINT: Final = "print"
# Phrases need the places of words; single names do not.
WITH_PLACES: Final = {Field.NAME, Field.MORE, Field.BODY}


def _mapping() -> Mapping:
    mapping = Mapping()
    mapping.meta("dynamic", "strict")
    # Only what tells documents apart is given back.
    mapping.meta("_source", includes=[str(Label.KEY), PRINT])
    for field in Field:
        options = "positions" if field in WITH_PLACES else "docs"
        mapping.field(str(field), Text(analyzer="whitespace", index_options=options))
    for label in Label:
        mapping.field(str(label), Keyword())
    for number in Number:
        mapping.field(str(number), Long())
    mapping.field(PRINT, Keyword(index=False, doc_values=False))
    return mapping


class ElasticEngine:
    """Keeps its index on a server, under an alias of that name."""

    name = "elasticsearch"

    def __init__(self, url: str, alias: str) -> None:
        self.alias = alias
        self.client = Elasticsearch(
            url, request_timeout=ANSWER_SECONDS, max_retries=0, retry_on_timeout=False
        )
        self.writing = self.client.options(request_timeout=WRITE_SECONDS)

    def find(self, question: Question) -> Found:
        with _told():
            return Asker(self.client, self.alias).find(question)

    def write(self, documents: Iterable[Document], gone: Collection[str]) -> None:
        with _told():
            # Writing to a name that is gone would make an index of that name.
            if not self.writing.indices.exists_alias(name=self.alias):
                raise NoIndex(f"there is no alias {self.alias}")
            bulk(self.writing, self._changes(documents, gone), refresh=True)

    def rebuild(self, documents: Iterable[Document]) -> None:
        name = f"{self.alias}-{uuid4().hex}"
        with _told():
            index = Index(name, using=self.writing)
            index.settings(
                number_of_shards=1, auto_expand_replicas="0-1", refresh_interval="-1"
            )
            index.mapping(_mapping())
            index.create()
            try:
                rows = (_row(document, name) for document in documents)
                bulk(self.writing, rows, chunk_size=2000)
                index.put_settings(body={"index": {"refresh_interval": "1s"}})
                index.refresh()
            except BaseException:
                index.delete(ignore_unavailable=True)
                raise
            self._answer_from(name)

    def prints(self) -> dict[str, str]:
        with _told():
            rows = scan(self.writing, index=self.alias, size=2000)
            return {row["_id"]: row["_source"][PRINT] for row in rows}

    def _changes(
        self, documents: Iterable[Document], gone: Collection[str]
    ) -> Iterator[dict[str, Any]]:
        for document in documents:
            yield _row(document, self.alias)
        present = self._present(gone)
        for key in present:
            yield {"_op_type": "delete", "_index": self.alias, "_id": key}

    def _present(self, keys: Collection[str]) -> list[str]:
        """Those of the keys that are there: to delete another is an error."""
        if not keys:
            return []
        docs = [{"_id": key, "_source": False} for key in keys]
        found = self.writing.mget(index=self.alias, docs=docs)
        return [row["_id"] for row in found["docs"] if row.get("found")]

    def _answer_from(self, name: str) -> None:
        """Move the alias in one step, then forget what stood behind it."""
        others = [
            other
            for other in self.writing.indices.get(index=f"{self.alias}-*")
            if other != name
        ]
        actions: list[dict[str, Any]] = [
            {"remove_index": {"index": other}} for other in others
        ]
        actions.append({"add": {"index": name, "alias": self.alias}})
        self.writing.indices.update_aliases(actions=actions)


@contextmanager
def _told() -> Iterator[None]:
    """Tell whatever hinders the server as one kind of error."""
    try:
        yield
    except NotFoundError as error:
        raise NoIndex(str(error)) from error
    except (ApiError, TransportError, BulkIndexError) as error:
        raise EngineDown(f"{type(error).__name__}: {error}"[:300]) from error


def _row(document: Document, index: str) -> dict[str, Any]:
    row: dict[str, Any] = {str(field): text for field, text in document.words.items()}
    row |= {str(label): list(values) for label, values in document.labels.items()}
    row |= {str(number): list(values) for number, values in document.numbers.items()}
    row |= {str(Label.KEY): document.key, PRINT: document.print}
    return {"_op_type": "index", "_index": index, "_id": document.key, "_source": row}
