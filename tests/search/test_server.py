"""A real Elasticsearch answers all that the search asks of it.

Without any module of analysis: what is indexed is words already, set apart by spaces.
"""

import os
import uuid

import pytest
from elasticsearch import ConflictError, Elasticsearch, NotFoundError, helpers

URL = os.environ.get("ELASTICSEARCH_URL", "")
pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.skipif(not URL, reason="ELASTICSEARCH_URL is not set"),
]

WORDS = {"type": "text", "analyzer": "whitespace", "index_prefixes": {}}
FIELDS = {
    "words": WORDS,
    "title": {"type": "keyword"},
    "kind": {"type": "keyword"},
    "price": {"type": "integer"},
    "days": {"type": "date"},
    "visits": {"type": "integer"},
}
ALONE = {"number_of_shards": 1, "number_of_replicas": 0}
SHOWS = {
    "lake": ("swan lake 天鹅 鹅湖", "ballet", 2800, ["2026-12-01"], 5),
    "flute": ("the magic flute 魔笛", "opera", 1500, ["2026-12-03", "2026-12-30"], 90),
    "bird": ("the firebird and a magic swan", "ballet", 900, ["2026-12-24"], 1),
}


def _document(words, kind, price, days, visits):
    return {
        "words": words,
        "title": words,
        "kind": kind,
        "price": price,
        "days": days,
        "visits": visits,
    }


def _fill(client, index):
    actions = [
        {"_op_type": "index", "_index": index, "_id": name, "_source": _document(*show)}
        for name, show in SHOWS.items()
    ]
    assert helpers.bulk(client, actions, refresh=True) == (len(SHOWS), [])


@pytest.fixture(scope="module")
def client():
    with Elasticsearch(URL, request_timeout=60) as client:
        yield client


@pytest.fixture
def made(client):
    """Make indexes of a name that nobody else has; they are gone afterwards."""
    name = f"test-{uuid.uuid4().hex}"

    def make(ending="first"):
        index = f"{name}-{ending}"
        client.indices.create(
            index=index,
            mappings={"dynamic": "strict", "properties": FIELDS},
            settings=ALONE,
        )
        _fill(client, index)
        return index

    yield make
    client.indices.delete(index=f"{name}-first,{name}-second", ignore_unavailable=True)


@pytest.fixture(scope="module")
def index(client):
    name = f"test-{uuid.uuid4().hex}"
    client.indices.create(index=name, mappings={"properties": FIELDS}, settings=ALONE)
    _fill(client, name)
    yield name
    client.indices.delete(index=name)


@pytest.fixture
def found(client, index):
    def found(query, **further):
        answer = client.search(index=index, query=query, **further)
        return [hit["_id"] for hit in answer["hits"]["hits"]]

    return found


def test_a_client_is_greeted(client):
    assert client.ping()
    assert client.info()["version"]["number"].startswith("8.")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"match": {"words": "swan"}}, {"lake", "bird"}),
        ({"match_phrase": {"words": "天鹅 鹅湖"}}, {"lake"}),
        ({"match_phrase": {"words": "鹅湖 天鹅"}}, set()),
        ({"fuzzy": {"words": {"value": "flutte", "fuzziness": 1}}}, {"flute"}),
        (
            {"match": {"words": {"query": "magik", "fuzziness": "AUTO"}}},
            {"flute", "bird"},
        ),
        ({"prefix": {"words": {"value": "fire"}}}, {"bird"}),
        ({"terms": {"kind": ["opera", "circus"]}}, {"flute"}),
        ({"range": {"price": {"gte": 1000, "lt": 2000}}}, {"flute"}),
        ({"range": {"days": {"gte": "2026-12-24"}}}, {"flute", "bird"}),
        (
            {
                "bool": {
                    "must": [{"match": {"words": "magic"}}],
                    "filter": [{"range": {"price": {"lte": 2000}}}],
                    "must_not": [{"term": {"kind": "opera"}}],
                }
            },
            {"bird"},
        ),
    ],
)
def test_a_query_finds(found, query, names):
    assert set(found(query)) == names


def test_weights_decide_what_comes_first(found):
    by_field = [
        {"constant_score": {"filter": {"term": {"words": "lake"}}, "boost": 1}},
        {"constant_score": {"filter": {"term": {"words": "flute"}}, "boost": 3}},
    ]
    visited = {
        "query": {"match": {"words": "swan"}},
        "functions": [{"field_value_factor": {"field": "visits", "modifier": "log1p"}}],
        "boost_mode": "replace",
    }

    assert found({"dis_max": {"queries": by_field}}) == ["flute", "lake"]
    assert found({"function_score": visited}) == ["lake", "bird"]


def test_a_sort_and_a_page(found):
    everything = {"match_all": {}}

    assert found(everything, sort=[{"price": "asc"}]) == ["bird", "flute", "lake"]
    assert found(everything, sort=[{"price": "asc"}], from_=1, size=1) == ["flute"]


def test_facets_are_counted_in_the_same_question(client, index):
    months = {
        "early": {"range": {"days": {"lt": "2026-12-10"}}},
        "late": {"range": {"days": {"gte": "2026-12-10"}}},
    }

    answer = client.search(
        index=index,
        size=0,
        post_filter={"term": {"kind": "opera"}},
        aggs={
            "kinds": {"terms": {"field": "kind"}},
            "when": {"filters": {"filters": months}},
            "cheap": {
                "filter": {"range": {"price": {"lt": 2000}}},
                "aggs": {"kinds": {"terms": {"field": "kind"}}},
            },
        },
    )["aggregations"]

    def counts(facet):
        return {bucket["key"]: bucket["doc_count"] for bucket in facet["buckets"]}

    assert counts(answer["kinds"]) == {"ballet": 2, "opera": 1}
    assert counts(answer["cheap"]["kinds"]) == {"ballet": 1, "opera": 1}
    when = answer["when"]["buckets"]
    assert {name: bucket["doc_count"] for name, bucket in when.items()} == {
        "early": 2,
        "late": 2,
    }


def test_a_near_spelling_is_suggested(client, index):
    answer = client.search(
        index=index, suggest={"near": {"text": "lakw", "term": {"field": "words"}}}
    )

    [word] = answer["suggest"]["near"]
    assert [option["text"] for option in word["options"]] == ["lake"]


def test_what_is_deleted_or_older_is_not_found(client, made):
    index = made()
    client.delete(index=index, id="lake", refresh=True)
    newer = {**_document(*SHOWS["flute"]), "words": "la flûte"}
    client.index(
        index=index,
        id="flute",
        document=newer,
        version=7,
        version_type="external",
        refresh=True,
    )

    with pytest.raises(ConflictError):
        client.index(
            index=index,
            id="flute",
            document=_document(*SHOWS["flute"]),
            version=6,
            version_type="external",
        )
    with pytest.raises(NotFoundError):
        client.get(index=index, id="lake")
    assert client.count(index=index)["count"] == 2


def test_a_name_moves_from_one_index_to_the_next_at_once(client, made):
    first, second = made(), made("second")
    name = f"{first}-alias"
    client.indices.put_alias(index=first, name=name)

    client.indices.update_aliases(
        actions=[
            {"add": {"index": second, "alias": name}},
            {"remove_index": {"index": first}},
        ]
    )

    assert list(client.indices.get_alias(name=name)) == [second]
    assert client.count(index=name)["count"] == len(SHOWS)
    assert not client.indices.exists(index=first)
