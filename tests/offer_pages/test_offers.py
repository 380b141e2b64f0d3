"""The offers page collects by itself; it is in the menu while something is on."""

from datetime import timedelta
from decimal import Decimal

import pytest

from ground import keeping
from tests.factories import ShowFactory, offered_performance
from ticketing.offers import registry
from ticketing.offers.models import Concession
from ticketing.offers.registry import CurrentOffer, offers_on

pytestmark = pytest.mark.django_db
ADDRESS = "/en/offers/"


@pytest.fixture
def providers(monkeypatch):
    """Who tells of offers, empty but for what a test puts there."""
    found = {}
    monkeypatch.setattr(registry, "_providers", found)
    return found


def tell(*offers):
    """Let the house have these, which make news."""
    registry.provide(lambda _now: offers, lambda _now: bool(offers))


@pytest.fixture
def early_bird(now, providers):
    performance = offered_performance(
        show=ShowFactory(name_en="Carmen"),
        now=now,
        starts_at=now + timedelta(days=40),
        on_sale_from=now - timedelta(days=1),
        seats=2,
    )
    offer = CurrentOffer(
        key="early",
        title="Carmen before Christmas",
        label="Early bird",
        who="Everyone",
        until=now + timedelta(days=3),
        performances=(performance.pk,),
        price=Decimal(80),
        before=Decimal(100),
        currency="CNY",
    )
    tell(offer)
    return offer


def test_an_offer_says_what_for_whom_how_much_and_until_when(client, site, early_bird):
    text = client.get(ADDRESS).content.decode()

    for said in ("Carmen before Christmas", "Early bird", "Everyone", "¥80", "Until "):
        assert said in text
    assert "Book" in text


def test_an_offer_for_all_of_the_house_hides_no_other(
    client, site, early_bird, providers, now
):
    shows = [
        offered_performance(now=now, starts_at=now + timedelta(days=1 + n), seats=1)
        for n in range(30)
    ]
    all_of_it = CurrentOffer(
        key="all", title="Ten", performances=tuple(p.pk for p in shows)
    )
    tell(all_of_it)

    text = client.get(ADDRESS).content.decode()

    assert "Carmen</a>" in text.split("Carmen before Christmas")[1]


def test_it_stands_on_home_and_in_the_menu_while_it_is_on(
    client, site, early_bird, providers
):
    on = client.get("/en/").content.decode()
    providers.clear()
    keeping.forget_all()
    over = client.get("/en/", headers={"host": "testserver:81"}).content.decode()

    assert ">On offer now</h2>" in on
    assert f'href="{ADDRESS}"' in on
    assert ">On offer now</h2>" not in over
    assert f'href="{ADDRESS}"' not in over


def test_without_offers_the_page_says_so_and_where_to_go(client, site, providers):
    text = client.get(ADDRESS).content.decode()

    assert "Nothing is on offer right now." in text
    assert 'href="/en/shows/"' in text
    assert client.get("/zh-hans/offers/").status_code == 200


def test_concessions_stand_there_always_and_make_no_news(client, site):
    Concession.objects.create(
        code="student", name_en="Students", percent_off=50, proof_en="Student card"
    )

    text = client.get(ADDRESS).content.decode()

    assert "50% off" in text
    assert "Student card" in text
    assert "Nothing is on offer right now." in text


def test_what_ends_first_stands_first_and_what_is_over_is_gone(now, providers):
    def offer(key, **fields):
        return CurrentOffer(key=key, title=key, **fields)

    tell(
        offer("standing", is_standing=True),
        offer("open"),
        offer("later", until=now + timedelta(days=2)),
        offer("over", until=now - timedelta(days=2)),
        offer("soon", until=now + timedelta(days=1)),
    )

    assert [o.key for o in offers_on(now)] == ["soon", "later", "open", "standing"]
