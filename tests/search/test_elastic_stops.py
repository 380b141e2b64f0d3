"""Elasticsearch stalls and is killed while it is used, and catches up by itself."""

import os
import signal

import pytest
from django.utils import timezone

from elastic import node, parts
from launch.folders import Folders
from proving.needs import free_port
from search import finding
from search.engines.choosing import all_engines
from search.following.catching_up import compare, rebuild
from search.models import Mark
from search.port import Question
from search.reading import read
from search.tasks import follow

FOLDERS = Folders.here()
pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.skipif(
        not parts.is_built(FOLDERS), reason="Elasticsearch is not put together here"
    ),
]


class Cluster:
    """A node of the test's own, on the same port whenever it is started."""

    def __init__(self, data):
        self.data = data
        self.port = free_port()
        self.process = None

    def start(self):
        home = parts.home(FOLDERS)
        self.process = node.launch(
            home,
            self.data,
            port=self.port,
            is_attached=True,
            options=node.SHORT_LIVED,
        )

    def send(self, sign):
        os.kill(self.process.pid, sign)

    def kill(self):
        self.send(signal.SIGKILL)
        # Waits for it, and closes what held it to this process.
        with self.process:
            pass


@pytest.fixture
def cluster(tmp_path, settings, monkeypatch):
    cluster = Cluster(tmp_path / "data")
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{cluster.port}"
    settings.SEARCH_FOLDER = tmp_path / "search"
    monkeypatch.setattr(finding, "REST_SECONDS", 0.0)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.kill()


def keys(text):
    return [hit.key for hit in finding.find(Question(read(text))).hits]


def test_the_search_goes_on_without_it_and_it_catches_up(
    cluster, performance, monkeypatch
):
    show = performance.show
    for engine in all_engines():
        rebuild(engine, now=timezone.now())
    follow.call()
    elastic, embedded = all_engines()
    answered = _answering(monkeypatch, elastic, embedded)
    assert f"show:{show.pk}" in keys(show.name_en)
    assert answered == ["elasticsearch"]

    # It hangs: nobody waits for it for long.
    cluster.send(signal.SIGSTOP)
    assert f"show:{show.pk}" in keys(show.name_en)
    assert answered.pop() == "embedded"
    cluster.send(signal.SIGCONT)

    # It is gone, and the house goes on changing.
    cluster.kill()
    show.name_en = "While You Slept"
    show.save()
    follow.call()
    assert f"show:{show.pk}" in keys("while you slept")
    assert answered.pop() == "embedded"
    assert set(Mark.objects.values_list("engine", flat=True)) == {"elasticsearch"}

    # It is back: it has what happened, and is asked again.
    cluster.start()
    follow.call()
    assert not Mark.objects.exists()
    assert not compare(elastic, now=timezone.now())
    assert f"show:{show.pk}" in keys("while you slept")
    assert answered.pop() == "elasticsearch"


def _answering(monkeypatch, *engines):
    """The names of the engines that answer from now on."""
    names = []
    for engine in engines:
        find = engine.find

        def answering(question, find=find, name=engine.name):
            found = find(question)
            names.append(name)
            return found

        monkeypatch.setattr(engine, "find", answering)
    return names
