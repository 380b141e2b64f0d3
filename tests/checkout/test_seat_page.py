"""The seat page, the map's data, and what both say."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ground import keeping
from tests.checkout import shop
from tests.factories import PerformanceFactory
from ticketing.checkout.views import seats
from ticketing.venues.models import Seat, SeatFlag, Section

pytestmark = pytest.mark.django_db


def _page(client, performance, **query):
    url = reverse("checkout:performance", args=[performance.pk])
    return client.get(url, query)


def _second_section(performance):
    version = performance.plan_version
    section = Section.objects.create(
        version=version, code="circle", name_en="Circle", kind="seated", capacity=1
    )
    seat = Seat.objects.create(
        version=version, section=section, key="c1", row="C", label="9", x=0, y=0
    )
    return performance.places.create(
        section=section, seat=seat, number=1, tier=performance.tiers.get()
    )


def test_the_seat_page_costs_few_queries_kept_or_not(
    client, house, kept, django_assert_max_num_queries
):
    performance = shop.filled_basket(client, seats=60)
    _page(client, performance)
    keeping.forget_all()

    # The house with its brand and menu, the poster, what is urgent and what names
    # the places are kept for all; one question tells whether they have changed.
    with django_assert_max_num_queries(17):
        _page(client, performance)
    with django_assert_max_num_queries(2):
        _page(client, performance)


def test_prices_are_whole_and_say_what_is_in_them(client, house):
    house.ticket_fee, house.tax_mode, house.tax_rate = 5, "inclusive", 6
    house.save()

    text = shop.text_of(_page(client, shop.now_on_sale(price="880")))

    assert "¥880" in text
    assert "Of it, ¥5.00 are the service fee." in text
    assert "It contains 6% tax." in text


def test_the_list_tells_what_a_seat_is_like(client, house):
    performance = shop.now_on_sale(seats=3)
    flags = [SeatFlag.RESTRICTED, SeatFlag.WHEELCHAIR, SeatFlag.COMPANION]
    for place, flag in zip(performance.places.order_by("pk"), flags, strict=True):
        Seat.objects.filter(pk=place.seat_id).update(flags=flag)

    text = shop.text_of(_page(client, performance))

    assert "Row A, seat 1 Restricted view ¥100" in text
    assert "Row A, seat 2 Wheelchair place ¥100" in text
    assert "Row A, seat 3 Companion ¥100" in text


def test_another_section_keeps_what_was_ticked(client, house):
    performance = shop.now_on_sale(seats=5)
    there = _second_section(performance)
    here = shop.places_of(performance, 1)[0]

    page = _page(client, performance, section=there.section_id, place=here)

    assert "Row C, seat 9" in shop.text_of(page)
    assert f'name="place" value="{here}" checked' in page.content.decode()
    assert "Chosen in other sections" in shop.text_of(page)


def test_a_section_comes_alone_for_htmx(client, house):
    performance = shop.now_on_sale(seats=5)
    url = reverse("checkout:performance", args=[performance.pk])

    part = client.get(url, headers={"HX-Target": "seat-list"})

    assert "<html" not in part.content.decode()
    assert "Row A, seat 5" in shop.text_of(part)


@pytest.mark.parametrize("query", ["section=x", "section=" + "9" * 40, "place=-1"])
def test_a_made_up_query_is_passed_over(client, house, query):
    performance = shop.now_on_sale(seats=5)
    url = reverse("checkout:performance", args=[performance.pk])

    assert client.get(f"{url}?{query}").status_code == 200


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 18, "9" * 30])
def test_an_unknown_performance_is_not_found(client, house, pk):
    assert client.get(f"/en/performances/{pk}/").status_code == 404
    assert client.get(f"/en/performances/{pk}/places.json").status_code == 404
    assert client.post(f"/en/performances/{pk}/hold/", {"place": 1}).status_code == 404


def test_a_sale_that_opens_later_says_when(client, house):
    opens = timezone.now() + timedelta(days=2)
    performance = shop.now_on_sale(on_sale_from=opens)
    place = shop.places_of(performance, 1)

    assert "The sale opens on" in shop.text_of(_page(client, performance))
    refused = shop.hold(client, performance, place)
    assert refused.status_code == 422
    assert "not on sale at the moment" in shop.text_of(refused)


def test_a_performance_without_places_offers_nothing(client, house):
    performance = PerformanceFactory(
        starts_at=timezone.now() + timedelta(days=3), ends_at=None
    )

    assert "not on sale" in shop.text_of(_page(client, performance))


def test_the_map_knows_free_seats_and_their_prices(client, house):
    performance = shop.now_on_sale(seats=4, standing=6)
    first, *rest = performance.places.filter(seat__isnull=False).order_by("pk")
    shop.hold(client, performance, [first.pk])

    url = reverse("checkout:places", args=[performance.pk])
    data = json.loads(client.get(url).content)

    assert set(data["seats"]) == {str(place.seat_id) for place in rest}
    assert data["seats"][str(rest[0].seat_id)] == [rest[0].pk, rest[0].tier_id]
    assert data["tiers"] == [
        {"id": rest[0].tier_id, "code": "A", "name": "Tier A", "price": "¥100"}
    ]


def test_free_seats_are_built_once_a_second_for_all(
    client, house, kept, django_assert_num_queries
):
    performance = shop.now_on_sale(seats=4)
    url = reverse("checkout:places", args=[performance.pk])
    client.get(url)

    with django_assert_num_queries(0):
        client.get(url)


def test_geometry_is_immutable_and_compressed(client, house):
    performance = shop.now_on_sale(seats=12)
    url = reverse("checkout:geometry", args=[performance.plan_version_id])

    plain = client.get(url)
    packed = client.get(url, headers={"Accept-Encoding": "gzip"})

    data = json.loads(plain.content)
    assert "immutable" in plain["Cache-Control"]
    assert packed["Content-Encoding"] == "gzip"
    assert [(row["row"], len(row["seats"])) for row in data["rows"]] == [
        ("A", 10),
        ("B", 2),
    ]


def test_a_plan_that_nobody_uses_has_no_geometry(client, house):
    performance = PerformanceFactory()
    url = reverse("checkout:geometry", args=[performance.plan_version_id])

    assert client.get(url).status_code == 404


def test_a_newcomers_page_costs_no_query_and_has_a_token_of_its_own(
    client, house, kept, django_assert_num_queries
):
    performance = shop.now_on_sale()
    first = _token(_page(client, performance))

    with django_assert_num_queries(0):
        second = _token(_page(Client(), performance))

    assert first != second
    assert seats.TOKEN not in {first, second}


def test_a_made_up_section_makes_no_page_of_its_own(
    client, house, kept, django_assert_num_queries
):
    performance = shop.now_on_sale()
    _page(client, performance)

    with django_assert_num_queries(0):
        _page(Client(), performance, section=987_654)


def test_what_was_just_lost_is_not_offered_again(client, house, kept):
    performance = shop.now_on_sale(seats=5)
    lost, mine = shop.places_of(performance, 2)
    _page(client, performance)
    shop.hold(Client(), performance, [lost])

    answer = shop.hold(client, performance, [lost, mine])

    assert answer.status_code == 422
    page = answer.content.decode()
    assert f'name="place" value="{lost}"' not in page
    assert f'name="place" value="{mine}" checked' in page
    assert page.count('<label class="list__row">') == 4


def test_a_newcomer_who_lost_all_gets_the_page_that_is_kept(
    client, house, kept, django_assert_max_num_queries
):
    performance = shop.now_on_sale(seats=6)
    lost, also = shop.places_of(performance, 2)
    for place in (lost, also):
        shop.hold(Client(), performance, [place])
    # One cookie more, and the page is built for this visitor alone.
    known = Client()
    known.cookies["theme"] = "dark"

    for_all = shop.hold(client, performance, [lost])
    own = shop.hold(known, performance, [lost])
    with django_assert_max_num_queries(8):
        another = shop.hold(Client(), performance, [also])

    pages = [a.content.decode().replace(_token(a), "") for a in (for_all, own)]
    assert pages[0] == pages[1]
    assert [for_all.status_code, own.status_code, another.status_code] == [422] * 3
    assert seats.SAID not in another.content.decode()
    assert 'role="alert"' in another.content.decode()
    assert f'name="place" value="{also}"' not in another.content.decode()


def test_nobody_sees_what_another_has_chosen(client, house, kept):
    performance = shop.filled_basket(client)
    assert "held-list" in _page(client, performance).content.decode()

    assert "held-list" not in _page(Client(), performance).content.decode()


def test_a_hold_leads_to_the_payment_at_once_where_that_is_asked_for(client, house):
    performance = shop.now_on_sale()
    [place] = shop.places_of(performance, 1)

    answer = client.post(shop.hold_url(performance), {"place": place, "pay": "now"})

    assert answer.url == reverse("checkout:checkout")


def _token(answer):
    named = 'name="csrfmiddlewaretoken" value="'
    return answer.content.decode().partition(named)[2].partition('"')[0]
