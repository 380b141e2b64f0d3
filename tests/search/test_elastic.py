"""The same questions, asked of a real Elasticsearch."""

import os
from uuid import uuid4

import pytest
from django.utils import timezone

from search.engines.elastic import ElasticEngine
from search.engines.embedded import EmbeddedEngine
from search.following.catching_up import compare, rebuild
from search.port import EngineDown, NoIndex, Question, Sort
from search.reading import read
from search.tree import Between, Filed, Label, Number
from tests.search import relevance
from tests.search.test_relevance import answers_well

URL = os.environ.get("ELASTICSEARCH_URL", "")
pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.skipif(not URL, reason="ELASTICSEARCH_URL is not set"),
]


@pytest.fixture
def elastic():
    engine = ElasticEngine(URL, f"marquee-test-{uuid4().hex[:8]}")
    yield engine
    for index in engine.writing.indices.get(index=f"{engine.alias}-*"):
        engine.writing.indices.delete(index=index)


@pytest.mark.parametrize("house", [relevance.DEMO, relevance.WITH_SEASON])
def test_it_finds_what_is_meant(furnished, elastic, house):
    answers_well(elastic, house)


def test_both_engines_count_alike(furnished, elastic, tmp_path):
    embedded = EmbeddedEngine(tmp_path)
    relevance.load_demo_shows()
    now = timezone.now()
    for engine in (elastic, embedded):
        rebuild(engine, now=now)
        assert not compare(engine, now=now)

    shows = (Filed(Label.GROUP, ("show",)),)
    today = now.date().toordinal()
    week = {"week": Between(Number.DAY, today, today + 6)}
    drama = {"kind": Filed(Label.KIND, ("drama", "concert")), "when": week["week"]}
    for text in ("", "night", "音乐会", "teh", "symphnoy"):
        for narrowed in ({}, drama):
            for sort in Sort:
                asked = Question(
                    read(text), always=shows, narrowed=narrowed, windows=week, sort=sort
                )
                assert _counts(elastic, asked) == _counts(embedded, asked), text


def _counts(engine, question):
    """How many, in what facets; the order only where it says more than a tie."""
    found = engine.find(question)
    return found.count, found.strictness, dict(found.facets), dict(found.windows)


def test_a_rebuild_answers_all_the_while(furnished, elastic):
    relevance.load_demo_shows()
    rebuild(elastic, now=timezone.now())
    asked = Question(read("hamlet"))
    seen = []

    def documents():
        seen.append(elastic.find(asked).count)
        yield from ()

    elastic.rebuild(documents())

    assert seen == [2]
    assert elastic.find(asked).count == 0
    assert len(elastic.writing.indices.get(index=f"{elastic.alias}-*")) == 1


def test_what_is_gone_is_forgotten(furnished, elastic):
    relevance.load_demo_shows()
    rebuild(elastic, now=timezone.now())
    key = elastic.find(Question(read("hamlet"))).hits[0].key

    elastic.write([], [key, "show:999999"])

    assert key not in elastic.prints()


def test_without_an_index_it_says_so(elastic):
    with pytest.raises(NoIndex):
        elastic.find(Question(read("hamlet")))
    with pytest.raises(NoIndex):
        elastic.write([], ["show:1"])


def test_a_server_that_is_gone_is_told(elastic):
    gone = ElasticEngine("http://127.0.0.1:9", "marquee")

    with pytest.raises(EngineDown):
        gone.find(Question(read("hamlet")))
