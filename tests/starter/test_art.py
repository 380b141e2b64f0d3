"""The pictures of a season: flat, without words, each its own."""

import re
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from starter import art
from starter.art.palette import PALETTES
from starter.demo.repertoire import read_repertoire

EVERY = [(family, motif) for family in art.MOTIFS for motif in art.MOTIFS[family]]
FLAT = {"svg", "g", "rect", "circle", "path", "polygon", "clipPath"}


def drawn(family, motif):
    return (
        art.poster(family, 1, motif),
        art.wide(family, 1, motif),
        art.picture(family, 1, motif, 0),
    )


@pytest.mark.parametrize(("family", "motif"), EVERY)
def test_a_picture_is_flat_shapes_and_nothing_else(family, motif):
    for svg in drawn(family, motif):
        tags = {node.tag.rsplit("}")[-1] for node in ET.fromstring(svg).iter()}
        assert tags <= FLAT


@pytest.mark.parametrize(("family", "motif"), EVERY)
def test_a_picture_keeps_to_its_five_colours(family, motif):
    for svg in drawn(family, motif):
        assert set(re.findall(r"#[0-9a-f]{6}", svg)) <= set(PALETTES[family].all)


@pytest.mark.parametrize(("family", "motif"), EVERY)
def test_the_same_seed_gives_the_same_picture(family, motif):
    assert drawn(family, motif) == drawn(family, motif)


def test_every_show_of_the_demo_house_has_a_poster_of_its_own():
    shows = read_repertoire().shows
    posters = {art.poster(s.art.family, s.art.seed, s.art.motif) for s in shows}
    wides = {art.wide(s.art.family, s.art.seed, s.art.motif) for s in shows}

    assert len(posters) == len(wides) == len(shows)


def test_pictures_of_one_gallery_differ():
    pictures = {art.picture("drama", 1, "doors", n) for n in range(3)}

    assert len(pictures) == 3


def test_forty_imported_shows_get_forty_posters():
    posters = {art.for_kind("concert", seed).poster for seed in range(40)}

    assert len(posters) == 40


def test_a_rendered_picture_is_small_and_of_the_width_asked_for():
    rendered = art.png(art.poster("song", 1, "meander"), 400)

    with Image.open(BytesIO(rendered)) as image:
        assert image.size == (400, 500)
    assert len(rendered) < 60_000


def test_a_rendered_picture_keeps_its_colours():
    rendered = art.png(art.poster("drama", 1, "faces"), 400)

    with Image.open(BytesIO(rendered)) as image:
        assert image.convert("RGB").getpixel((4, 4)) == (0x8C, 0x15, 0x30)
