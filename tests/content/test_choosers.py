"""An editor finds a show or a date by part of a name."""

import pytest
from django.urls import reverse


@pytest.fixture
def choose(editor):
    def results(kind, **asked):
        return editor.get(reverse(f"{kind}_chooser:choose_results"), asked)

    return results


@pytest.mark.parametrize("wanted", ["swan", "天鹅"])
@pytest.mark.parametrize("kind", ["show", "performance"])
def test_a_name_in_either_language_finds_it(choose, performance, kind, wanted):
    assert b"Swan Lake" in choose(kind, q=wanted).content
    assert b"Swan Lake" not in choose(kind, q="Giselle").content
