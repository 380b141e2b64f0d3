"""Questions in the words of tantivy."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial, singledispatchmethod
from typing import Any, Final

import tantivy
from tantivy import FieldType, Occur, Order, Query

from search.beside import Later, ask_beside
from search.port import FACETS, EngineDown, Found, Hit, Question, Sort
from search.reading import Strictness
from search.tree import (
    EVERYTHING,
    All,
    Best,
    Between,
    Everything,
    Filed,
    Label,
    Near,
    Not,
    Number,
    Phrase,
    Prefix,
    Some,
    Term,
    Tree,
)

_ORDERS: Final[Mapping[Sort, tuple[Number, Order]]] = {
    Sort.DATE: (Number.NEXT, Order.Asc),
    Sort.PRICE: (Number.PRICE, Order.Asc),
    Sort.POPULARITY: (Number.VISITS, Order.Desc),
}
# Of what is in no order asked for, the next one first.
_ANYHOW: Final = (Number.NEXT, Order.Asc)
_VALUES: Final = "values"
# Spans of up to so many whole numbers are looked up number by number.
MONTH_DAYS: Final = 31


@contextmanager
def told(deed: str) -> Iterator[None]:
    """Tell whatever hinders tantivy or the disk as one kind of error."""
    try:
        yield
    except (OSError, ValueError) as error:
        raise EngineDown(f"the embedded index cannot {deed}: {error}") from error


def _count_of(result: tantivy.SearchResult) -> int:
    found: int = result.count  # type: ignore[attr-defined]
    return found


def _labels(question: Question) -> Iterable[Label]:
    return FACETS if question.has_facets else ()


def _order(question: Question, *, is_sorted: bool) -> dict[str, Any]:
    """Say by which number; words alone are in the order of how well they fit."""
    ordered = _ORDERS.get(question.sort) or (_ANYHOW if is_sorted else None)
    if ordered is None:
        return {}
    return {"order_by_field": str(ordered[0]), "order": ordered[1]}


def _values_of(label: Label, others: str) -> dict[str, Any]:
    counted = {"terms": {"field": str(label), "size": FACETS[label]}}
    return {"filter": others, "aggs": {_VALUES: counted}} if others else counted


def _facets(question: Question, counts: dict[str, Any]) -> dict[str, dict[str, int]]:
    """How many documents bear each value of each label."""
    return {
        str(label): {
            row["key"]: row["doc_count"]
            for row in counts[label].get(_VALUES, counts[label])["buckets"]
        }
        for label in _labels(question)
    }


def _others(question: Question, name: str) -> str:
    """What narrows beside that facet, whose own counts are taken without it.

    Empty where nothing does.
    """
    trees = [tree for other, tree in question.narrowed.items() if other != name]
    return " AND ".join(f"({_written(tree)})" for tree in trees)


def _written(tree: Tree) -> str:
    """Write a narrowing as tantivy's query language has it, for its counts."""
    if isinstance(tree, Filed):
        return " OR ".join(f"{tree.label}:{_quoted(value)}" for value in tree.values)
    if isinstance(tree, Between):
        return _written_between(tree.number, tree.low, tree.high)
    if isinstance(tree, All):
        return " AND ".join(f"({_written(part)})" for part in tree.of)
    raise TypeError(tree)


def _written_between(number: Number, low: int | None, high: int | None) -> str:
    """A few days are named each: a range would look at every document there is."""
    if low is not None and high is not None and 0 <= high - low < MONTH_DAYS:
        return " OR ".join(f"{number}:{value}" for value in range(low, high + 1))
    ends = ("*" if end is None else str(end) for end in (low, high))
    return f"{number}:[{' TO '.join(ends)}]"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])


class Asker:
    """Answers questions from one state of the index."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self.schema = schema
        self.searcher = searcher

    def find(self, question: Question) -> Found:
        for strictness in Strictness:
            if not question.strictest <= strictness <= question.loosest:
                continue
            tree = question.reading.tree(strictness, question.synonyms)
            asked = self.query(All((tree or EVERYTHING, *question.always)))
            result = self._search(question, asked, is_sorted=tree is None)
            is_last = tree is None or strictness == question.loosest
            if _count_of(result) or is_last or self._finds_unnarrowed(question, asked):
                return self._found(question, asked, result, strictness)
        return Found((), 0)

    def _search(
        self, question: Question, asked: Query, *, is_sorted: bool
    ) -> tantivy.SearchResult:
        return self.searcher.search(
            self._narrowed(question, asked),
            limit=question.most,
            offset=question.first,
            **_order(question, is_sorted=is_sorted),
        )

    def _narrowed(self, question: Question, asked: Query) -> Query:
        narrowing = [(Occur.Must, self.query(t)) for t in question.narrowed.values()]
        return Query.boolean_query([(Occur.Must, asked), *narrowing])

    def _finds_unnarrowed(self, question: Question, asked: Query) -> bool:
        if not question.narrowed:
            return False
        return _count_of(self.searcher.search(asked, limit=1)) > 0

    def _found(
        self,
        question: Question,
        asked: Query,
        result: tantivy.SearchResult,
        strictness: Strictness,
    ) -> Found:
        wanted = self._wanted(question)
        counted = ask_beside(partial(self._counted, asked, wanted)) if wanted else dict
        return Found(
            hits=tuple(self._hit(score, address) for score, address in result.hits),
            count=_count_of(result),
            strictness=strictness,
            facets=Later(lambda: _facets(question, counted())),
            windows=Later(
                lambda: {n: counted()[n]["doc_count"] for n in question.windows}
            ),
        )

    def _hit(self, score: Any, address: tantivy.DocAddress) -> Hit:
        return Hit(self.searcher.doc(address).get_first(Label.KEY) or "", float(score))

    def _counted(self, asked: Query, wanted: dict[str, Any]) -> dict[str, Any]:
        """Count all labels and windows in one pass, however many they are."""
        with told("count"):
            return self.searcher.aggregate(asked, wanted)

    def _wanted(self, question: Question) -> dict[str, Any]:
        """The labels and windows to count, in tantivy's words."""
        wanted: dict[str, Any] = {
            str(label): _values_of(label, _others(question, label))
            for label in _labels(question)
        }
        for name, tree in question.windows.items():
            others = _others(question, "when")
            both = f"({others}) AND ({_written(tree)})" if others else _written(tree)
            wanted[name] = {"filter": both}
        return wanted

    @singledispatchmethod
    def query(self, tree: Tree) -> Query:
        raise TypeError(tree)

    @query.register
    def _(self, _tree: Everything) -> Query:
        return Query.const_score_query(Query.all_query(), 0.0)

    @query.register
    def _(self, tree: Term) -> Query:
        found = Query.term_query(self.schema, tree.field, tree.value)
        return Query.boost_query(found, tree.boost)

    @query.register
    def _(self, tree: Prefix) -> Query:
        found = Query.fuzzy_term_query(
            self.schema, tree.field, tree.value, distance=0, prefix=True
        )
        return Query.const_score_query(found, tree.boost)

    @query.register
    def _(self, tree: Near) -> Query:
        found = Query.fuzzy_term_query(
            self.schema, tree.field, tree.value, distance=tree.distance
        )
        return Query.const_score_query(found, tree.boost)

    @query.register
    def _(self, tree: Phrase) -> Query:
        found = Query.phrase_query(self.schema, tree.field, list(tree.values))
        return Query.boost_query(found, tree.boost)

    @query.register
    def _(self, tree: Best) -> Query:
        return Query.disjunction_max_query([self.query(t) for t in tree.of], 0.1)

    @query.register
    def _(self, tree: All) -> Query:
        needed = [(Occur.Must, self.query(t)) for t in tree.of]
        better = [(Occur.Should, self.query(t)) for t in tree.better]
        return Query.boolean_query([*needed, *better])

    @query.register
    def _(self, tree: Some) -> Query:
        each = [(Occur.Should, self.query(t)) for t in tree.of]
        return Query.boolean_query(each, minimum_number_should_match=tree.least)

    @query.register
    def _(self, tree: Filed) -> Query:
        # A set of terms is looked up whole before anything else is asked.
        each = [Query.term_query(self.schema, tree.label, v) for v in tree.values]
        found = each[0] if len(each) == 1 else _any(each)
        return Query.const_score_query(found, 0.0)

    @query.register
    def _(self, tree: Between) -> Query:
        found = Query.range_query(
            self.schema, tree.number, FieldType.Integer, tree.low, tree.high
        )
        return Query.const_score_query(found, tree.boost)

    @query.register
    def _(self, tree: Not) -> Query:
        everything = (Occur.Must, self.query(EVERYTHING))
        return Query.boolean_query([everything, (Occur.MustNot, self.query(tree.of))])
