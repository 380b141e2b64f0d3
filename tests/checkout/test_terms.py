"""Where the terms of sale can be read before they are accepted."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.checkout import shop
from ticketing.house.models import House

pytestmark = pytest.mark.django_db

LINK = '<a href="{}" target="_blank" rel="noopener">{}</a>'


@pytest.fixture
def house(house):
    house.terms_url_en = "/en/terms-of-sale/"
    house.terms_url_zh_hans = "https://law.example/?a=1&b=2"
    house.save()
    return house


def _checkout(client, language="en"):
    with translation.override(language):
        return client.get(reverse("checkout:checkout")).content.decode()


def test_the_box_leads_to_the_terms_in_the_readers_language(client, house):
    shop.filled_basket(client)

    english, chinese = _checkout(client), _checkout(client, "zh-hans")

    assert LINK.format("/en/terms-of-sale/", "terms of sale") in english
    assert "(opens in a new tab)" in english
    address = "https://law.example/?a=1&amp;b=2"
    assert LINK.format(address, "购票条款") in chinese
    assert "（在新标签页中打开）" in chinese


def test_terms_in_one_language_serve_the_other(client, house):
    House.objects.update(terms_url_zh_hans="")
    shop.filled_basket(client)

    assert LINK.format("/en/terms-of-sale/", "购票条款") in _checkout(client, "zh-hans")


def test_without_an_address_the_words_are_plain(client, house):
    House.objects.update(terms_url_en="", terms_url_zh_hans="")
    shop.filled_basket(client)

    page = _checkout(client)

    assert "<span>I accept the terms of sale</span>" in page
    assert "terms-of-sale" not in page


def test_the_foot_of_each_page_leads_to_the_terms(client, house):
    page = client.get(reverse("checkout:cart")).content.decode()

    assert '<a href="/en/terms-of-sale/">Terms of sale</a>' in page


def test_an_order_still_needs_the_box_ticked(client, house):
    shop.filled_basket(client)

    answer = shop.place_order(client, terms="")

    assert answer.status_code == 422
    assert "Accept the terms of sale to go on." in shop.text_of(answer)
    assert "opens in a new tab" in shop.text_of(answer)
