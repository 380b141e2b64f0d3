"""What Chinese sets otherwise: no space at the dot, no title torn apart."""

import re
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from content.services import publish_show_page
from ground.templatetags.marquee import is_long, unbroken


@pytest.mark.django_db
def test_no_space_stands_beside_the_dot_of_the_hero(client, pages):
    html = client.get("/zh-hans/").content.decode()

    meta = re.search(r'class="hero__meta">(.*?)</p>', html, re.DOTALL)[1]
    assert '大剧场·<span class="price">¥100</span>' in meta


def test_a_price_brings_no_space_of_its_own():
    context = {"low": Decimal(120), "high": Decimal(880), "currency": "CNY"}
    with override("zh-hans"):
        text = render_to_string("components/price.html", context)

    assert text.strip() == '<span class="price">¥120<small>起</small></span>'
    assert text[0] == "<"


@pytest.mark.django_db
def test_a_short_title_stands_whole_in_a_headline(client, show, pages, now):
    title = "勋伯格：《大海》组曲"
    page = publish_show_page(show, language="zh-hans", title=title, now=now)

    for address in ("/zh-hans/", page.get_url()):
        html = client.get(address).content.decode()
        assert '勋伯格：<span class="unbroken">《大海》</span>组曲' in html


def test_a_dotted_name_stands_whole():
    assert unbroken("科普兰 · 约翰·亚当斯") == (
        '科普兰\u00a0· <span class="unbroken">约翰·亚当斯</span>'
    )


def test_no_line_begins_with_the_dot():
    assert unbroken("《大海》 · 萨洛宁") == (
        '<span class="unbroken">《大海》\u00a0·</span> 萨洛宁'
    )


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("上元灯夜", False),
        ("科普兰：《寂静的城市》", True),
        ("柴科夫斯基：第六交响曲“悲怆”", True),
        ("马勒《复活》交响曲", False),
        ("Swan Lake", False),
        ("Tchaikovsky", True),
    ],
)
def test_a_long_headline_is_set_smaller(title, told):
    assert is_long(title) is told


def test_marks_are_not_parted_from_their_title():
    assert unbroken("歌剧“《魔笛》”、舞蹈") == (
        '歌剧<span class="unbroken">“《魔笛》”、</span>舞蹈'
    )


@pytest.mark.parametrize(
    "text", ["天鹅湖", "Swan Lake", "《一个关于很长很长的标题的故事》", "《》"]
)
def test_what_has_no_short_title_is_left_alone(text):
    assert unbroken(text) == text


def test_what_is_no_text_stays_escaped():
    told = unbroken("<b>《魔笛》</b> & 《<i>》")

    assert told.startswith("&lt;b&gt;<span")
    assert told.endswith("&lt;i&gt;》</span>")
