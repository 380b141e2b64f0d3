"""Before the sale opens, a code or what somebody is lets them buy."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ground.keeping import forget_all
from tests.factories import NOON, AccountFactory, offered_performance
from tests.rush.shop import held, order_of, places_of
from ticketing.checkout.carts import cart_of_account, hold_again, new_cart
from ticketing.checkout.errors import NotOnSale
from ticketing.orders.services import cancel_unpaid
from ticketing.rush import admissions
from ticketing.rush.codes import make_codes, void_code
from ticketing.rush.errors import (
    CodeForAnother,
    CodeUsed,
    PresaleOnly,
    PresaleSoldOut,
    TooManyCodes,
    TooManyForCode,
)
from ticketing.rush.models import PresaleCode, PresaleUse, PresaleWindow, RushRules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]
OPENS = NOON + timedelta(days=2)


def _window(*performances, **fields):
    times = {"begins_at": NOON - timedelta(hours=1), "ends_at": NOON + timedelta(1)}
    window = PresaleWindow.objects.create(name_en="Friends", **{**times, **fields})
    window.performances.set(performances)
    return window


@pytest.fixture
def performance():
    return offered_performance(on_sale_from=OPENS)


@pytest.fixture
def window(performance):
    return _window(performance)


@pytest.fixture
def code(window):
    return make_codes(window, count=1, now=NOON)[0]


def _held(performance, code=None, first=0, count=1, **fields):
    cart = new_cart(currency="CNY", language="en", **fields)
    cart.presale_codes = (code.pk,) if code else ()
    return held(performance, places_of(performance, first, count), cart=cart)


def test_a_code_opens_the_sale_for_who_has_it(performance, code):
    order = order_of(_held(performance, code, count=2))

    assert order.lines.count() == 2
    assert PresaleUse.objects.get().order == order


def test_nobody_else_gets_in(performance, window):
    with pytest.raises(PresaleOnly):
        _held(performance)


def test_without_presale_it_is_just_not_on_sale(performance):
    with pytest.raises(NotOnSale):
        _held(performance)


def test_a_code_is_good_for_so_many_places(performance, code):
    with pytest.raises(TooManyForCode):
        _held(performance, code, count=3)


def test_a_code_works_once(performance, code):
    order_of(_held(performance, code))

    with pytest.raises(PresaleOnly):
        _held(performance, code, first=5)


def test_two_baskets_with_one_code_make_one_order(performance, code):
    baskets = [_held(performance, code, first=n) for n in range(2)]
    order_of(baskets[0])

    with pytest.raises(CodeUsed):
        order_of(baskets[1])


def test_an_order_that_ends_gives_its_code_back(performance, code):
    order = order_of(_held(performance, code))
    cancel_unpaid(order.pk, now=NOON, actor="", reason="")

    order_of(_held(performance, code))

    assert PresaleUse.objects.count() == 1


def test_a_code_for_one_address_is_no_good_for_another(performance, window):
    (code,) = make_codes(window, count=0, emails=["ada@example.org"], now=NOON)
    cart = _held(performance, code)

    with pytest.raises(CodeForAnother):
        order_of(cart, email="eve@example.org")

    order_of(cart, email="Ada+theatre@example.org")


def test_a_withdrawn_code_opens_nothing(performance, code):
    void_code(code.pk, now=NOON)

    with pytest.raises(PresaleOnly):
        _held(performance, code)


def test_after_its_end_a_presale_opens_nothing(performance):
    over = _window(performance, ends_at=NOON)
    code = make_codes(over, count=1, now=NOON)[0]

    with pytest.raises(NotOnSale):
        _held(performance, code)


def test_what_was_held_in_time_can_be_ordered_after_the_presale(performance, code):
    cart = _held(performance, code)
    PresaleWindow.objects.update(ends_at=NOON)

    order_of(cart)

    with pytest.raises(NotOnSale):
        hold_again(_held_nothing(), performance.pk, now=NOON)


def _held_nothing():
    cart = new_cart(currency="CNY", language="en")
    cart.save()
    return cart


def test_signing_in_takes_the_code_along(performance, code):
    account = AccountFactory(kind="person")
    own = _held_nothing()
    own.account = account
    own.save()
    guest = _held(performance, code)

    order_of(cart_of_account(account, guest))

    assert PresaleUse.objects.count() == 1


def test_there_are_never_more_codes_than_places(performance, window):
    assert len(make_codes(window, count=9, now=NOON)) == 9

    with pytest.raises(TooManyCodes) as refusal:
        make_codes(window, count=3, now=NOON)

    assert refusal.value.values == {"places": 20, "most": 1}


def test_codes_of_two_presales_share_the_places(performance, window):
    make_codes(window, count=8, now=NOON)

    with pytest.raises(TooManyCodes):
        make_codes(_window(performance), count=3, now=NOON)


def test_a_quota_bounds_codes(performance):
    with pytest.raises(TooManyCodes):
        make_codes(_window(performance, quota=4), count=3, now=NOON)


@pytest.fixture
def gold():
    admissions.register("gold", admissions.Admission("Gold", lambda pk, _now: pk > 0))
    yield
    admissions.forget("gold")


@pytest.mark.usefixtures("gold")
def test_members_get_in_without_a_code_within_the_quota(performance):
    _window(performance, admits="gold", quota=3)
    account = AccountFactory(kind="person")
    order_of(_held(performance, count=2, account=account))
    other = AccountFactory(kind="person")
    cart = _held(performance, first=5, count=2, account=other)

    with pytest.raises(PresaleSoldOut):
        order_of(cart)
    with pytest.raises(PresaleOnly):
        _held(performance, first=9)


class TestPages:
    @pytest.fixture
    def performance(self):
        now = timezone.now()
        return offered_performance(
            on_sale_from=now + timedelta(days=2), starts_at=now + timedelta(days=9)
        )

    @pytest.fixture
    def window(self, performance):
        now = timezone.now()
        return _window(
            performance,
            begins_at=now - timedelta(hours=1),
            ends_at=now + timedelta(hours=1),
        )

    def _seats(self, performance):
        return reverse("checkout:performance", args=[performance.pk])

    def test_the_code_opens_the_page_and_the_hold(self, client, performance, code):
        page = self._seats(performance)
        assert "Presale code" in client.get(page).content.decode()
        enter = reverse("checkout:code", args=[performance.pk])

        entered = client.post(enter, {"code": f" {str(code).lower()} "})
        assert entered.url == page
        shown = client.get(page).content.decode()
        hold = reverse("checkout:hold", args=[performance.pk])
        held = client.post(hold, {"place": places_of(performance)})

        assert "good for 2 places" in shown
        assert held.url == reverse("checkout:cart")
        assert performance.places.filter(state="held").count() == 1

    @pytest.mark.usefixtures("window")
    def test_a_wrong_code_is_told_at_its_field(self, client, performance):
        enter = reverse("checkout:code", args=[performance.pk])

        answer = client.post(enter, {"code": "NONSENSE"})

        assert answer.status_code == 422
        assert "not known for this performance" in answer.content.decode()

    def test_guessing_ends(self, client, performance, code):
        RushRules(wrong_codes=3).save()
        enter = reverse("checkout:code", args=[performance.pk])
        for n in range(3):
            client.post(enter, {"code": f"WRONG{n}"}, REMOTE_ADDR="8.8.4.4")

        answer = client.post(enter, {"code": str(code)}, REMOTE_ADDR="8.8.4.5")

        assert answer.status_code == 429

    def test_a_forged_cookie_opens_nothing(self, client, performance, code):
        client.cookies["presale"] = f"[{code.pk}]"
        hold = reverse("checkout:hold", args=[performance.pk])

        answer = client.post(hold, {"place": places_of(performance)})

        assert answer.status_code == 422

    def test_staff_plan_a_presale_and_take_its_codes_away(
        self, administrator, performance
    ):
        forget_all()
        rules = reverse("desk-sale-rules", args=[performance.pk])
        new = reverse("desk-presale-new", args=[performance.pk])
        assert new in administrator.get(rules).content.decode()
        fields = {
            "name_en": "Friends",
            "begins_at": "2026-11-20 10:00",
            "ends_at": "2026-12-20 10:00",
            "places_per_code": 2,
            "performances": [performance.pk],
        }

        page = administrator.post(new, fields).url
        codes = f"{page}codes/"
        assert "How many" in administrator.get(page).content.decode()
        refused = administrator.post(codes, {"count": 11, "batch": "May"})
        made = administrator.post(codes, {"count": 5, "batch": "May"})
        table = administrator.get(f"{page}codes.csv?batch=May").content.decode()

        window = PresaleWindow.objects.get()
        assert window.begins_at.hour == 2
        assert refused.status_code == 422
        assert made.status_code == 302
        first = PresaleCode.objects.earliest("pk")
        assert str(first) in table
        assert len(table.splitlines()) == 6
        administrator.post(reverse("desk-presale-void", args=[first.pk]))
        first.refresh_from_db()
        assert first.voided_at
