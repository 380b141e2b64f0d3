"""Companies on account, their people, and what they order."""

from decimal import Decimal

from members.services import personal_account
from reports.checking import check_invariants
from tests.factories import NOON, UserFactory, offered_performance
from tests.payments.orders import SOON, assert_books_are_right
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.services import Buyer, place_order
from ticketing.delivery.models import Method
from ticketing.orders.models import Order
from ticketing.payments.on_account.keeping import keep_tab
from ticketing.payments.on_account.models import Tab

BY = {"actor": "desk", "now": NOON}


def company(*people, limit="300", name="灯塔 Lighthouse Ltd.", **fields):
    values = {"currency": "CNY", "email": "books@example.org", **fields}
    tab = Tab(credit_limit=Decimal(limit), **values)
    return keep_tab(tab, name, people)


def clerk(tab=None):
    """A member, who may order for that company."""
    user = UserFactory()
    if tab is not None:
        people = [*tab.account.users.all(), user]
        keep_tab(tab, tab.account.name, people)
    return user


def basket_of(user, *, places=1, price="100", now=NOON, performance=None):
    """A member's basket, and the member as a buyer."""
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    performance = performance or offered_performance(seats=10, price=price)
    free = performance.places.filter(state="free").order_by("pk")
    account = personal_account(user)
    cart = new_cart(currency="CNY", language="en", account=account)
    chosen = list(free.values_list("pk", flat=True)[:places])
    cart = choose_places(cart, performance.pk, chosen, now=now)
    return cart, Buyer(name="Ada", email=user.email, account=account, user=user)


def ordered_by(user, method, *, now=NOON, **fields):
    """What placing an order of that member makes."""
    cart, buyer = basket_of(user, now=now, **fields)
    return place_order(cart.key, buyer, delivery="e-ticket", method=method, now=now)


def on(tab):
    return f"on_account-{tab.pk}"


def assert_all_is_right(*orders, now=SOON):
    for order in orders or Order.objects.all():
        assert_books_are_right(order)
    assert check_invariants(now=now).offenders == []
