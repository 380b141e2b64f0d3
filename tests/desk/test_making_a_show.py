"""An editor makes a show without code, and a guest buys from it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.models import ShowPage
from tests.checkout.shop import hold, place_order, places_of
from tests.desk.filled import fields_of, fill
from tests.factories import PlanVersionFactory
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.shows.models import Performance, Person, Show, ShowKind
from ticketing.stock.pricing import painting_of

pytestmark = pytest.mark.django_db


def _make_show(editor, **changes):
    kind = ShowKind.objects.get(code="drama")
    answer = fill(
        editor,
        reverse("staff-show-add"),
        **{
            "name_en": "The Glass Orchard",
            "name_zh_hans": "玻璃果园",
            "kind": kind.pk,
            "running_minutes": 120,
            "company__0__company": "Harbour Players | 海港剧团",
            "company__0__role": "performing",
            "credit__0__who": "Ines Duarte",
            "credit__0__role_en": "Director",
            "work__0__work": "The Glass Orchard — Ines Duarte",
            **changes,
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    return Show.objects.get()


def _add_dates(editor, show, version, **changes):
    day = timezone.localdate() + timedelta(days=20)
    answer = fill(
        editor,
        reverse("staff-dates", args=[show.pk]),
        **{
            "plan_version": version.pk,
            "dates": f"{day} 19:30\n{day + timedelta(days=1)} 14:30",
            **changes,
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    return list(Performance.objects.order_by("starts_at"))


def _price(editor, performance, version, **changes):
    stalls, floor = version.sections.all()
    return fill(
        editor,
        reverse("staff-prices", args=[performance.pk]),
        **{
            "tier__0__price": "480",
            "tier__1__price": "180.50",
            f"section__{stalls.pk}": "A",
            f"section__{floor.pk}": "B",
            **changes,
        },
    )


def _publish(editor, show):
    words = {
        "en__title": "The Glass Orchard",
        "en__summary": "A house, a frost and what is left.",
        "en__story": "First paragraph.\n\nSecond, with <b>marks</b>.",
        "zh-hans__title": "玻璃果园",
    }
    answer = fill(editor, reverse("staff-pages", args=[show.pk]), publish="1", **words)
    assert answer.status_code == 302
    english = ShowPage.objects.get(show=show, locale__language_code="en")
    assert english.live
    assert len(english.story) == 2
    assert ShowPage.objects.get(locale__language_code="zh-hans").live
    assert english.get_translations().count() == 1
    return english


def test_from_nothing_to_a_guests_order(editor):
    show = _make_show(editor)
    assert show.show_companies.get().company.name_zh_hans == "海港剧团"
    assert show.credits.get().person == show.works.get().creator
    english = _publish(editor, show)

    version = PlanVersionFactory(seats=20, standing=5)
    first, second = _add_dates(editor, show, version)
    assert f"{first.local_start:%H:%M} {second.local_start:%H:%M}" == "19:30 14:30"
    assert first.ends_at - first.starts_at == timedelta(minutes=120)

    assert _price(editor, first, version, also=[second.pk]).status_code == 302
    assert set(painting_of(second).values()) == {"A", "B"}

    url = reverse("staff-offer", args=[show.pk])
    assert "25 places go on sale at once." in editor.get(url).content.decode()
    assert fill(editor, url).status_code == 302
    assert Performance.objects.filter(offered=True).count() == 2

    guest = Client()
    page = guest.get(english.get_url())
    assert "The Glass Orchard" in page.content.decode()
    hold(guest, first, places_of(first, 1))
    assert place_order(guest, method="transfer").status_code == 302
    assert Order.objects.get().total == 480


def test_prices_typed_without_tax_are_sold_whole(editor):
    House.objects.update(tax_mode="exclusive", tax_rate=6, tax_rounding="document")
    ShowKind.objects.filter(code="drama").update(tax_rate=13)
    version = PlanVersionFactory(seats=20, standing=5)
    show = _make_show(editor)
    first, _second = _add_dates(editor, show, version)

    assert _price(editor, first, version).status_code == 302

    whole = first.tiers.order_by("position").values_list("price", flat=True)
    assert list(whole) == [Decimal("542.40"), Decimal("203.97")]
    page = editor.get(reverse("staff-prices", args=[first.pk]))
    assert "13% comes on top" in page.content.decode()
    typed = [row["price"].value() for row in page.context["pack"].tiers][:2]
    assert typed == ["480", "180.5"]
    assert fill(editor, reverse("staff-offer", args=[show.pk])).status_code == 302
    guest = Client()
    hold(guest, first, places_of(first, 2))
    assert place_order(guest, method="transfer").status_code == 302
    lines = Order.objects.get().lines.all()
    assert {(line.price, line.tax_rate, line.tax) for line in lines} == {
        (Decimal("542.40"), Decimal(13), Decimal("62.40"))
    }


def test_a_buyer_names_the_price_where_one_is_suggested(editor):
    version = PlanVersionFactory(seats=20, standing=5)
    first, _second = _add_dates(editor, _make_show(editor), version)

    refused = _price(editor, first, version, tier__1__suggested="100")
    assert "Suggest no less than the least price." in refused.content.decode()
    assert _price(editor, first, version, tier__1__suggested="250").status_code == 302

    found = first.tiers.order_by("position").values_list("price", "suggested_price")
    assert list(found) == [(480, None), (Decimal("180.5"), 250)]


def test_a_draft_leaves_the_live_page_as_it_is(editor):
    show = _make_show(editor)
    url = reverse("staff-pages", args=[show.pk])
    fill(editor, url, publish="1", en__title="Old title")

    fill(editor, url, draft="1", en__title="New title")

    page = ShowPage.objects.get(show=show, locale__language_code="en")
    assert page.title == "Old title"
    assert fields_of(editor.get(url))["en-title"] == ["New title"]


def test_names_that_are_known_are_found_and_not_made_twice(editor):
    known = Person.objects.create(name_en="Ines Duarte", name_zh_hans="杜阿尔特")

    show = _make_show(editor, credit__0__who="杜阿尔特")

    assert show.credits.get().person == known
    assert show.works.get().creator == known
    found = editor.get(reverse("staff-names", args=["person-company"]), {"q": "duar"})
    assert found.json() == {"names": ["Ines Duarte"]}


def test_a_show_keeps_its_rows_when_it_is_saved_again(editor):
    show = _make_show(editor)
    Person.objects.create(name_en="Ines Duarte")

    answer = fill(editor, reverse("staff-show-edit", args=[show.pk]))

    assert answer.status_code == 302
    assert show.credits.count() == show.programme.count() == 1
    assert show.show_companies.count() == 1


def test_what_is_wrong_is_said_and_nothing_is_lost(editor):
    kind = ShowKind.objects.first()
    answer = fill(
        editor,
        reverse("staff-show-add"),
        kind=kind.pk,
        company__0__company="Somebody new",
    )
    assert answer.status_code == 422
    assert "Somebody new" in answer.content.decode()
    assert not Show.objects.exists()


def test_a_weekly_pattern_makes_its_dates(editor):
    show = _make_show(editor)
    version = PlanVersionFactory(seats=0, standing=5)
    pattern = {
        "dates": "",
        "first": "2027-03-01",
        "last": "2027-03-14",
        "weekdays": ["4", "5"],
        "times": "14:30, 19:30",
    }
    assert len(_add_dates(editor, show, version, **pattern)) == 8


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dates", "tomorrow"),
        ("dates", ""),
        ("on_sale_from", "2026-13-01T10:00"),
        ("currency", "yuan"),
    ],
)
def test_a_date_that_is_none_is_refused(editor, field, value):
    show = _make_show(editor)
    version = PlanVersionFactory(seats=0, standing=5)
    changes = {"plan_version": version.pk, "dates": "2027-03-01 19:30", field: value}

    answer = fill(editor, reverse("staff-dates", args=[show.pk]), **changes)

    assert answer.status_code == 422
    assert not Performance.objects.exists()


def test_one_hall_has_one_performance_at_a_time(editor):
    show = _make_show(editor)
    version = PlanVersionFactory(seats=0, standing=5)
    _add_dates(editor, show, version, dates="2027-03-01 19:30")
    url = reverse("staff-dates", args=[show.pk])

    again = fill(editor, url, plan_version=version.pk, dates="2027-03-01 19:30")

    assert again.status_code == 422
    assert Performance.objects.count() == 1


def test_an_hour_that_the_clocks_leave_out_is_named(editor):
    show = _make_show(editor)
    version = PlanVersionFactory(seats=0, standing=5)
    venue = version.plan.hall.venue
    venue.time_zone = "America/New_York"
    venue.save()
    url = reverse("staff-dates", args=[show.pk])

    answer = fill(editor, url, plan_version=version.pk, dates="2027-03-14 02:30")

    assert answer.status_code == 422
    assert "2027-03-14 02:30" in answer.content.decode()


@pytest.mark.parametrize("price", ["-1", "1.234", "NaN", "99999999999999"])
def test_a_price_that_is_none_is_refused(editor, price):
    show = _make_show(editor)
    version = PlanVersionFactory(seats=10, standing=5)
    (performance,) = _add_dates(editor, show, version, dates="2027-03-01 19:30")

    answer = _price(editor, performance, version, tier__0__price=price)

    assert answer.status_code == 422
    assert not performance.tiers.exists()


def test_a_letter_without_a_price_is_named(editor):
    show = _make_show(editor)
    version = PlanVersionFactory(seats=10, standing=5)
    (performance,) = _add_dates(editor, show, version, dates="2027-03-01 19:30")

    answer = _price(editor, performance, version, tier__1__price="")

    assert answer.status_code == 422
    assert "no price with the letter B" in answer.content.decode()


def test_places_without_a_price_keep_a_date_from_being_offered(editor):
    show = _make_show(editor)
    version = PlanVersionFactory(seats=10, standing=5)
    (performance,) = _add_dates(editor, show, version, dates="2027-03-01 19:30")
    floor = version.sections.last()
    saved = _price(editor, performance, version, **{f"section__{floor.pk}": ""})
    offer = reverse("staff-offer", args=[show.pk])

    page = editor.get(offer).content.decode()
    sent = editor.post(offer, {"dates": [performance.pk]})

    assert saved.url == reverse("staff-paint", args=[performance.pk])
    assert "5 places have no price and are not blocked" in page
    assert sent.status_code == 422
    assert not Performance.objects.filter(offered=True).exists()
