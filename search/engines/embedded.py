"""The engine that needs no server: tantivy, in a folder beside the database.

One process writes, any number reads. An index is never changed into another one: a
rebuild makes a new folder and names it in the file `current`, which readers look
at before each question.
"""

import shutil
import threading
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import tantivy

from search.engines.embedded_questions import Asker, told
from search.port import Document, Found, NoIndex, Question
from search.tree import Field, Label, Number

CURRENT: Final = "current"
WRITER_BYTES: Final = 32_000_000
REBUILD_BYTES: Final = 256_000_000
# Phrases need the places of words; single names do not.
WITH_PLACES: Final = {Field.NAME, Field.MORE, Field.BODY}
PRINT: Final = "print"


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in Field:
        option = "position" if field in WITH_PLACES else "basic"
        builder.add_text_field(field, tokenizer_name="whitespace", index_option=option)
    for label in Label:
        is_key = label is Label.KEY
        builder.add_text_field(
            label, stored=is_key, fast=True, tokenizer_name="raw", index_option="basic"
        )
    for number in Number:
        builder.add_integer_field(number, indexed=True, fast=True)
    builder.add_text_field(
        PRINT, stored=True, tokenizer_name="raw", index_option="basic"
    )
    return builder.build()


SCHEMA: Final = _schema()


class EmbeddedEngine:
    """Keeps its index under `folder`. Safe for any number of threads."""

    name = "embedded"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._opened: tuple[str, tantivy.Index] | None = None

    def find(self, question: Question) -> Found:
        with told("read"):
            return Asker(SCHEMA, self._index().searcher()).find(question)

    def write(self, documents: Iterable[Document], gone: Collection[str]) -> None:
        with told("write"):
            index = self._index()
            writer = index.writer(WRITER_BYTES, 1)
            for document in documents:
                writer.delete_documents_by_term(Label.KEY, document.key)
                writer.add_document(_row(document))
            for key in gone:
                writer.delete_documents_by_term(Label.KEY, key)
            writer.commit()
            writer.wait_merging_threads()
            # Other processes see it within half a second, this one at once.
            index.reload()

    def rebuild(self, documents: Iterable[Document]) -> None:
        name = uuid4().hex
        with told("rebuild"):
            path = self.folder / name
            path.mkdir(parents=True)
            try:
                self._fill(path, documents)
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
            self._name_current(name)
            self._forget_others(name)

    def prints(self) -> dict[str, str]:
        with told("read"):
            searcher = self._index().searcher()
            if not searcher.num_docs:
                return {}
            found = searcher.search(
                tantivy.Query.all_query(), limit=searcher.num_docs, count=False
            )
            rows = (searcher.doc(address) for _score, address in found.hits)
            return {str(r.get_first(Label.KEY)): str(r.get_first(PRINT)) for r in rows}

    def _fill(self, path: Path, documents: Iterable[Document]) -> None:
        index = tantivy.Index(SCHEMA, path=str(path))
        writer = index.writer(REBUILD_BYTES)
        for document in documents:
            writer.add_document(_row(document))
        writer.commit()
        writer.wait_merging_threads()

    def _name_current(self, name: str) -> None:
        """Let readers change over; a file that is replaced is never seen half."""
        beside = self.folder / f"{CURRENT}.{name}"
        beside.write_text(name, "ascii")
        beside.replace(self.folder / CURRENT)

    def _forget_others(self, name: str) -> None:
        """Remove what is no longer asked; who still reads it has its files open."""
        for path in self.folder.iterdir():
            if path.is_dir() and path.name != name:
                shutil.rmtree(path, ignore_errors=True)

    def _index(self) -> tantivy.Index:
        name = self._current()
        opened = self._opened
        if opened is None or opened[0] != name:
            with self._lock:
                opened = self._opened
                if opened is None or opened[0] != name:
                    self._opened = opened = (name, self._open(name))
        return opened[1]

    def _open(self, name: str) -> tantivy.Index:
        index = tantivy.Index.open(str(self.folder / name))
        index.config_reader("commit")
        return index

    def _current(self) -> str:
        try:
            return (self.folder / CURRENT).read_text("ascii").strip()
        except FileNotFoundError:
            raise NoIndex("there is no index yet") from None


def _row(document: Document) -> tantivy.Document:
    row: dict[str, Any] = {str(field): text for field, text in document.words.items()}
    row |= {str(label): list(values) for label, values in document.labels.items()}
    row |= {str(number): list(values) for number, values in document.numbers.items()}
    row |= {str(Label.KEY): document.key, PRINT: document.print}
    return tantivy.Document.from_dict(row, SCHEMA)
