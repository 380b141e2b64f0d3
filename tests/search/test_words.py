"""What is written alike is one word, in both languages."""

import pytest

from search import words
from search.reading import MOST_WORDS, Strictness, read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "CAFE"),
        ("Dvořák", "dvorak"),
        ("Błysk", "blysk"),
        ("O’Neill", "ONeill"),
        ("天鵝湖", "天鹅湖"),
        ("\uff33\uff57\uff41\uff4e", "swan"),
        ("Straße", "strasse"),
    ],
)
def test_what_readers_take_for_the_same_is_one(one, other):
    assert words.whole(one) == words.whole(other)


def test_english_words_are_kept_by_their_stem():
    assert words.terms("dancing dances danced") == ["danc"] * 3


def test_chinese_is_cut_into_characters_and_pairs():
    assert words.terms("天鹅湖") == ["天", "天鹅", "鹅", "鹅湖", "湖"]
    assert words.pairs("鹅") == ["鹅"]


def test_a_name_is_found_by_its_sound_from_each_character_on():
    assert {"tianehu", "ehu", "hu", "teh", "eh"} == words.sounds(["天鹅湖"])
    assert "lv" in words.syllables("绿")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "?!…",
        "\x00\x07",
        "AND OR NOT",
        '"',
        "“天鹅",
        "a" * 10_000,
        "湖" * 10_000,
    ],
)
def test_whatever_is_typed_can_be_read(text):
    reading = read(text)

    assert len(reading.parts) <= MOST_WORDS
    assert sum(len(part.text) for part in reading.parts) <= words.LONGEST
    for strictness in Strictness:
        tree = reading.tree(strictness)
        assert (tree is None) == (not reading.parts)


def test_quotation_marks_of_every_kind_make_a_phrase():
    for text in ('"swan lake"', "“swan lake”", "「swan lake」", "«swan lake»"):
        assert [(p.text, p.is_quoted) for p in read(text).parts] == [
            ("swan lake", True)
        ]
