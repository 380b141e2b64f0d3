"""A level's price, its presale, its limit, its delivery: on page, basket and API."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.api.test_shop import send
from tests.checkout import shop as visitor
from tests.factories import NOON, ShowFactory, ShowKindFactory, offered_performance
from tests.members.levels import make_level, member_at, member_now, tenth
from tests.rush.shop import held, order_of, places_of
from ticketing.checkout.errors import NotOnSale, TooManyPlaces
from ticketing.checkout.pricing import terms_of
from ticketing.checkout.selectors import cart_contents
from ticketing.delivery.levels import free_by_level
from ticketing.house.models import the_house
from ticketing.offers.level_discounts import keep_discounts
from ticketing.orders.models import Cart
from ticketing.payments.methods.levels import level_names, levels_of
from ticketing.rush.codes import make_codes
from ticketing.rush.errors import PresaleOnly
from ticketing.rush.models import PresaleUse, PresaleWindow

pytestmark = pytest.mark.django_db


def quoted(cart, now=NOON):
    return cart_contents(cart, the_house(), now=now).quote


@pytest.mark.usefixtures("shop")
class TestPrice:
    def test_it_is_a_step_with_its_reason(self):
        _user, account = member_at(tenth())
        performance = offered_performance()
        cart = held(performance, places_of(performance), account=account)
        [step] = quoted(cart).steps
        assert (step.name_en, step.amount) == ("VIP", Decimal(-10))
        assert order_of(cart).total == Decimal(90)

    def test_a_kind_of_show_can_have_its_own_share(self):
        level = tenth()
        sport = ShowKindFactory(code="sport", name_en="Sport")
        keep_discounts(level, {sport.pk: Decimal(50)})
        _user, account = member_at(level)
        play = offered_performance()
        match = offered_performance(show=ShowFactory(kind=sport))
        cart = held(play, places_of(play), account=account)
        held(match, places_of(match), cart=cart)
        assert sorted(line.price for line in quoted(cart).lines) == [50, 90]
        [step] = quoted(cart).steps
        assert step.amount == Decimal(-60)

    def test_a_kind_without_a_share_gives_nothing(self):
        level = tenth()
        keep_discounts(level, {ShowKindFactory().pk: Decimal(0)})
        _user, account = member_at(level)
        performance = offered_performance()
        cart = held(performance, places_of(performance), account=account)
        assert quoted(cart).total == Decimal(100)

    def test_it_adds_one_query(self):
        _user, account = member_at(tenth())
        performance = offered_performance()
        cart = held(performance, places_of(performance), account=account)
        terms_of(cart, now=NOON)
        counts = []
        for who in (None, account.pk):
            cart.account_id = who
            with CaptureQueriesContext(connection) as seen:
                terms_of(cart, now=NOON)
            counts.append(len(seen))
        # Levels and their shares are kept; whose level it is, is asked.
        assert counts[1] - counts[0] == 1


@pytest.mark.usefixtures("shop")
class TestPresale:
    @pytest.fixture
    def later(self):
        return offered_performance(on_sale_from=NOON + timedelta(hours=24))

    def test_a_member_buys_before_the_sale(self, later):
        _user, account = member_at(make_level(presale_hours=24))
        order = order_of(held(later, places_of(later), account=account))
        assert order.lines.live().count() == 1

    @pytest.mark.parametrize("hours", [0, 23])
    def test_others_wait_until_it_opens(self, later, hours):
        make_level("gold", presale_hours=48)
        _user, account = member_at(make_level(presale_hours=hours))
        with pytest.raises(NotOnSale):
            held(later, places_of(later), account=account)
        with pytest.raises(NotOnSale):
            held(later, places_of(later))

    def test_whose_level_has_ended_meanwhile_can_not_order(self, later):
        _user, account = member_at(make_level(presale_hours=24), days=1)
        cart = held(later, places_of(later), account=account)
        account.memberships.update(ended_at=NOON)
        with pytest.raises(PresaleOnly):
            order_of(cart)

    def test_a_member_uses_no_code_up(self, later):
        window = PresaleWindow.objects.create(
            name_en="Friends",
            begins_at=NOON - timedelta(hours=1),
            ends_at=NOON + timedelta(hours=1),
        )
        window.performances.set([later])
        [code] = make_codes(window, count=1, now=NOON)
        _user, account = member_at(make_level(presale_hours=24))
        cart = held(later, places_of(later), account=account)
        cart.presale_codes = (code.pk,)
        order_of(cart)
        assert not PresaleUse.objects.exists()


@pytest.mark.usefixtures("shop")
class TestLimitAndDelivery:
    def test_a_level_can_have_more_places_in_one_order(self):
        house = the_house()
        most = house.most_places
        performance = offered_performance(seats=most + 5)
        _user, account = member_at(make_level(most_places=most + 2))
        held(performance, places_of(performance, 0, most + 2), account=account)
        with pytest.raises(TooManyPlaces):
            held(performance, places_of(performance, most + 2, 1), cart=_cart(account))

    def test_delivery_is_free_at_a_level(self):
        _user, account = member_at(make_level(free_delivery=True))
        _other, plain = member_at(make_level("plain"))
        assert free_by_level(account.pk, "courier", NOON) == ("VIP", "贵宾")
        assert free_by_level(plain.pk, "courier", NOON) is None
        assert free_by_level(None, "courier", NOON) is None

    def test_ways_to_pay_know_levels(self):
        _user, account = member_at(make_level())
        assert level_names() == {"vip": "VIP"}
        assert levels_of(account.pk, NOON) == {"vip"}


def _cart(account):
    return Cart.objects.get(account=account)


@pytest.mark.usefixtures("house")
class TestPages:
    @pytest.fixture
    def later(self):
        now = timezone.now()
        visitor.e_ticket()
        return offered_performance(
            on_sale_from=now + timedelta(hours=20), starts_at=now + timedelta(days=9)
        )

    def test_the_page_opens_for_members_alone(self, client, later):
        user, _account = member_now(make_level(presale_hours=24))
        address = reverse("checkout:performance", args=[later.pk])
        as_guest = visitor.text_of(client.get(address))
        assert "The sale opens on" in as_guest
        assert "Members choose earlier" in as_guest
        assert "VIP already now" in as_guest
        assert visitor.hold(client, later, places_of(later)).status_code == 422

        client.force_login(user)

        assert "VIP: you can choose before the sale opens." in visitor.text_of(
            client.get(address)
        )
        assert visitor.hold(client, later, places_of(later)).status_code == 302

    def test_the_interface_says_the_same(self, client, later):
        user, _account = member_now(tenth(presale_hours=24))
        address = f"/api/performances/{later.pk}/places"
        wish = {"performance": later.pk, "places": places_of(later)}
        assert client.get(address).json()["places"]
        guest = send(client, "post", "/carts")[1]["key"]
        status, answer = send(client, "post", f"/carts/{guest}/places", wish)
        assert (status, answer["code"]) == (422, "not_on_sale")

        client.force_login(user)
        mine = send(client, "post", "/carts")[1]["key"]
        status, answer = send(client, "post", f"/carts/{mine}/places", wish)

        assert status == 200
        assert answer["total"] == "90.00"
