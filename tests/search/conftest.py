"""A search of the tests' own, whose index is made when a test says so."""

import pytest
from django.utils import timezone

from search.engines.choosing import embedded
from search.finding import find
from search.following.catching_up import rebuild
from search.port import Question
from search.reading import read


@pytest.fixture(autouse=True)
def _no_index(settings, tmp_path):
    """There is none at first, whatever a worker of other tests has made."""
    settings.SEARCH_FOLDER = tmp_path / "search"


@pytest.fixture
def indexed(house):
    """Make the index of all that the house has by now; again whenever it is called."""

    def make():
        rebuild(embedded(), now=timezone.now())

    return make


@pytest.fixture
def found():
    """The keys of what is found, best first."""

    def found(text, **more):
        return [hit.key for hit in find(Question(read(text), **more)).hits]

    return found
