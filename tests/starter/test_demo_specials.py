"""The demo house's specials, reviews and portraits are whole in both languages."""

import pytest

from starter import art
from starter.demo.loading.reviews import FILE as REVIEWS
from starter.demo.loading.specials import FILE, MAKERS
from starter.demo.reading import read_record, words
from starter.demo.repertoire import read_repertoire

SPECIALS = dict(read_record(FILE).records())
STARS = {None, *(str(n / 2).removesuffix(".0") for n in range(11))}


def texts_in(value):
    """Every pair of languages below a value."""
    if isinstance(value, dict):
        if set(value) == {"en", "zh_hans"}:
            yield value
        else:
            for one in value.values():
                yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


@pytest.mark.parametrize("slug", SPECIALS)
def test_a_special_says_everything_twice(slug):
    body = SPECIALS[slug].items("body")

    assert len(body) >= 5
    for text in texts_in(body):
        words(text, slug)


@pytest.mark.parametrize("slug", SPECIALS)
def test_a_special_is_made_of_known_blocks_shows_and_people(slug):
    house = read_repertoire()
    shows = {show.slug for show in house.shows}
    record = SPECIALS[slug]
    body = record.items("body")

    assert set(record.items("shows")) <= shows
    for block in body:
        assert set(block) & {*MAKERS, "gallery"}
        assert set(block.get("dates", [])) <= set(record.items("shows"))
        if "interview" in block:
            assert block["interview"]["person"] in house.people


def test_reviews_are_of_shows_and_give_stars_that_can_be_drawn():
    shows = {show.slug for show in read_repertoire().shows}

    for slug, reviews in read_record(REVIEWS).entries():
        assert slug in shows
        for review in reviews:
            assert review["stars"] in STARS
            for text in texts_in(review):
                words(text, slug)


@pytest.mark.parametrize("family", art.MOTIFS)
def test_people_are_drawn_in_the_colours_of_every_family(family):
    faces = {art.poster(family, seed, "bust") for seed in range(40)}

    assert len(faces) > 8
