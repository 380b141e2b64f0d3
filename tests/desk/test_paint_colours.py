"""The colours of prices can be told apart by people who are colour-blind."""

import re
from itertools import combinations
from math import dist
from pathlib import Path

import pytest

DESK = Path(__file__).parents[2] / "static" / "css" / "desk.css"
# Machado, Oliveira and Fernandes 2009, each at full strength.
SEEN = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# In CIE Lab; about eight times what two patches side by side just need.
APART = 17


def colours():
    found = re.findall(r"--paint-\d: #(\w{6});", DESK.read_text("utf-8"))
    assert len(found) == 8
    return [[linear(int(c[i : i + 2], 16) / 255) for i in (0, 2, 4)] for c in found]


def linear(channel):
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def times(matrix, vector):
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def lab(rgb):
    to_xyz = (
        (0.4339, 0.3763, 0.1899),
        (0.2126, 0.7152, 0.0722),
        (0.0177, 0.1095, 0.8728),
    )
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in times(to_xyz, rgb)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eyes", SEEN)
def test_any_two_prices_can_be_told_apart(eyes):
    seen = [
        lab([min(1, max(0, channel)) for channel in times(SEEN[eyes], rgb)])
        for rgb in colours()
    ]

    assert min(dist(one, other) for one, other in combinations(seen, 2)) >= APART


def test_a_white_letter_can_be_read_on_each():
    for red, green, blue in colours():
        luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        assert 1.05 / (luminance + 0.05) >= 4.5
