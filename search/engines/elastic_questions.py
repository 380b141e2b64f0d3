"""Questions in the words of Elasticsearch: one request for each strictness."""

import time
from collections.abc import Iterable, Mapping
from functools import singledispatch
from typing import Any, Final

from elasticsearch import Elasticsearch
from elasticsearch_dsl import A, Q, Search
from elasticsearch_dsl.query import Query

from search.port import FACETS, Found, Hit, Question, Sort
from search.reading import Strictness
from search.tree import (
    EVERYTHING,
    All,
    Best,
    Between,
    Everything,
    Filed,
    Near,
    Not,
    Number,
    Phrase,
    Prefix,
    Some,
    Term,
    Tree,
)

# All readings together: whoever waits for more is answered from elsewhere.
ANSWER_SECONDS: Final = 1.2
SHORTEST_SECONDS: Final = 0.05
# Lucene leaves this factor out of BM25, tantivy does not; what counts alike for all
# documents (a prefix, a mistake) must weigh the same beside it.
BM25_FACTOR: Final = 2.2
MOST_EXPANSIONS: Final = 1000
# Elasticsearch refuses to count pages beyond this; nobody turns so many.
DEEPEST: Final = 10_000
_ORDERS: Final[Mapping[Sort, tuple[Number, str]]] = {
    Sort.DATE: (Number.NEXT, "asc"),
    Sort.PRICE: (Number.PRICE, "asc"),
    Sort.POPULARITY: (Number.VISITS, "desc"),
}
_ANYHOW: Final = (Number.NEXT, "asc")
_BASE, _COUNTED = "base", "counted"


class Asker:
    """Answers questions from the index behind an alias."""

    def __init__(self, client: Elasticsearch, alias: str) -> None:
        self.client = client
        self.alias = alias

    def find(self, question: Question) -> Found:
        until = time.monotonic() + ANSWER_SECONDS
        for strictness in Strictness:
            if not question.strictest <= strictness <= question.loosest:
                continue
            tree = question.reading.tree(strictness, question.synonyms)
            told = self._search(question, tree or EVERYTHING, until).execute()
            found = _found(question, told, strictness)
            is_last = tree is None or strictness == question.loosest
            if found.count or is_last or told.aggregations[_BASE].doc_count:
                return found
        return Found((), 0)

    def _search(self, question: Question, tree: Tree, until: float) -> Search:
        """Narrow after counting: each facet counts without its own narrowing."""
        left = max(until - time.monotonic(), SHORTEST_SECONDS)
        client = self.client.options(request_timeout=left)
        search = Search(using=client, index=self.alias)
        search = search.query(query(All((tree, *question.always))))
        search = search.params(allow_partial_search_results=False)
        search = search.extra(track_total_hits=True)
        if question.narrowed:
            search = search.post_filter(_both(question.narrowed.values()))
        order = _ORDERS.get(question.sort) or (_ANYHOW if tree is EVERYTHING else None)
        if order:
            search = search.sort({str(order[0]): {"order": order[1]}}, "_doc")
        _count(search, question)
        first = min(question.first, DEEPEST - question.most)
        return search[first : first + question.most]


def _count(search: Search, question: Question) -> None:
    search.aggs.bucket(_BASE, A("filter", filter=query(EVERYTHING)))
    if question.has_facets:
        for label, most in FACETS.items():
            others = _others(question, label)
            part = search.aggs.bucket(str(label), A("filter", filter=others))
            part.bucket(_COUNTED, A("terms", field=str(label), size=most))
    others = _others(question, "when")
    for name, tree in question.windows.items():
        both = Q("bool", filter=[others, query(tree)])
        search.aggs.bucket(f"window:{name}", A("filter", filter=both))


def _others(question: Question, name: str) -> Query:
    return _both(tree for other, tree in question.narrowed.items() if other != name)


def _both(trees: Iterable[Tree]) -> Query:
    return Q("bool", filter=[query(EVERYTHING), *(query(tree) for tree in trees)])


def _found(question: Question, told: Any, strictness: Strictness) -> Found:
    parts = told.aggregations
    counted = FACETS if question.has_facets else ()
    is_beyond = question.first > DEEPEST - question.most
    return Found(
        hits=()
        if is_beyond
        else tuple(Hit(hit.meta.id, float(hit.meta.score or 0)) for hit in told),
        count=told.hits.total.value,
        strictness=strictness,
        facets={
            str(label): {row.key: row.doc_count for row in parts[label][_COUNTED]}
            for label in counted
        },
        windows={n: parts[f"window:{n}"].doc_count for n in question.windows},
    )


@singledispatch
def query(tree: Tree) -> Query:
    """Translate a tree."""
    raise TypeError(tree)


@query.register
def _(_tree: Everything) -> Query:
    return Q("match_all", boost=0.0)


@query.register
def _(tree: Term) -> Query:
    boost = tree.boost * BM25_FACTOR
    return Q("term", **{str(tree.field): {"value": tree.value, "boost": boost}})


@query.register
def _(tree: Prefix) -> Query:
    return _constant(
        Q("prefix", **{str(tree.field): {"value": tree.value}}), tree.boost
    )


@query.register
def _(tree: Near) -> Query:
    asked = {
        "value": tree.value,
        "fuzziness": tree.distance,
        "max_expansions": MOST_EXPANSIONS,
    }
    return _constant(Q("fuzzy", **{str(tree.field): asked}), tree.boost)


@query.register
def _(tree: Phrase) -> Query:
    asked = {"query": " ".join(tree.values), "boost": tree.boost * BM25_FACTOR}
    return Q("match_phrase", **{str(tree.field): asked})


@query.register
def _(tree: Best) -> Query:
    return Q("dis_max", queries=[query(t) for t in tree.of], tie_breaker=0.1)


@query.register
def _(tree: All) -> Query:
    needed = [query(t) for t in tree.of]
    return Q("bool", must=needed, should=[query(t) for t in tree.better])


@query.register
def _(tree: Some) -> Query:
    each = [query(t) for t in tree.of]
    return Q("bool", should=each, minimum_should_match=tree.least)


@query.register
def _(tree: Filed) -> Query:
    return _constant(Q("terms", **{str(tree.label): list(tree.values)}), 0.0)


@query.register
def _(tree: Between) -> Query:
    ends = {"gte": tree.low, "lte": tree.high}
    told = {end: value for end, value in ends.items() if value is not None}
    return _constant(Q("range", **{str(tree.number): told}), tree.boost)


@query.register
def _(tree: Not) -> Query:
    return Q("bool", must=[query(EVERYTHING)], must_not=[query(tree.of)])


def _constant(found: Query, boost: float) -> Query:
    return Q("constant_score", filter=found, boost=boost)
