"""What was looked for is marked where it stands, and nothing else is."""

import pytest

from search.reading import Strictness, read
from search.results.marks import is_near, marker_of


def marked(typed, text, strictness=Strictness.EXACT, **how):
    return marker_of(read(typed), strictness).mark(text, **how)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("swan lake", "Swan Lake", "<mark>Swan Lake</mark>"),
        ("swans", "The Swan of Tuonela", "The <mark>Swan</mark> of Tuonela"),
        ("sw", "Swan Lake", "<mark>Swan</mark> Lake"),
        ("sw lake", "Swan Lake", "Swan <mark>Lake</mark>"),
        ("swanlake", "Swan Lake", "<mark>Swan Lake</mark>"),
        ("dvorak", "Antonín Dvořák", "Antonín <mark>Dvořák</mark>"),
        ("oneill", "Eugene O’Neill", "Eugene <mark>O’Neill</mark>"),
        ("the swan", "The Swan", "<mark>The Swan</mark>"),
        ('"swan lake"', "A Swan, a Lake", "A <mark>Swan</mark>, a <mark>Lake</mark>"),
        ("天鵝", "芭蕾舞剧《天鹅湖》", "芭蕾舞剧《<mark>天鹅</mark>湖》"),
        ("湖", "天鹅湖", "天鹅<mark>湖</mark>"),
        ("天鹅湖畔", "天鹅湖", "<mark>天鹅湖</mark>"),
        ("swan", "<b>Swan</b> & Co", "&lt;b&gt;<mark>Swan</mark>&lt;/b&gt; &amp; Co"),
    ],
)
def test_what_was_typed_is_marked(typed, text, expected):
    assert marked(typed, text) == expected


@pytest.mark.parametrize("typed", ["", "?!", "duck", "鸭", "lak e"])
def test_what_was_not_typed_is_not(typed):
    assert marked(typed, "The Swan") is None


def test_mistakes_are_marked_only_where_they_were_forgiven():
    assert marked("chaikovsky", "Tchaikovsky") is None
    near = marked("chaikovsky", "Tchaikovsky", Strictness.FORGIVING)
    assert near == "<mark>Tchaikovsky</mark>"
    assert marked("wna", "Swan", Strictness.FORGIVING) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tianehu", "<mark>天鹅湖</mark>"),
        ("tian e hu", "<mark>天鹅湖</mark>"),
        ("teh", "<mark>天鹅湖</mark>"),
        ("ehu", "天<mark>鹅湖</mark>"),
        ("tiane", "<mark>天鹅</mark>湖"),
        ("tianeh", "<mark>天鹅湖</mark>"),
        ("xyz", None),
    ],
)
def test_sounds_are_marked_where_they_are_asked_for(typed, expected):
    assert marked(typed, "天鹅湖") is None
    assert marked(typed, "天鹅湖", by_sound=True) == expected


def test_a_chinese_sound_is_that_of_the_whole_syllable():
    near = {"strictness": Strictness.FORGIVING, "by_sound": True}

    assert marked("天鹅胡", "天鹅湖", **near) == "<mark>天鹅湖</mark>"
    assert marked("湖", "花园", **near) is None


def test_a_snippet_is_cut_around_the_first_mark():
    text = "Once upon a time. " * 30 + "Then the swan came home. " + "The end. " * 30

    snippet = marker_of(read("swan"), Strictness.EXACT).snippet(text)

    assert "<mark>swan</mark> came home" in snippet
    assert snippet.startswith("…")
    assert snippet.endswith("…")
    assert len(snippet) < 200
    assert marker_of(read("duck"), Strictness.EXACT).snippet(text) is None


@pytest.mark.parametrize(
    ("one", "other", "most", "expected"),
    [
        ("swan", "swan", 0, True),
        ("swan", "swna", 1, True),
        ("swan", "sawn", 1, True),
        ("swan", "swans", 1, True),
        ("swan", "duck", 2, False),
        ("tosca", "tosacca", 2, True),
        ("tosca", "toscanini", 2, False),
    ],
)
def test_mistakes_are_counted(one, other, most, expected):
    assert is_near(one, other, most) is expected
    assert is_near(other, one, most) is expected
