"""One code is good for one order, however many come at once; the proof can fail."""

import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, connection

from ground.errors import Refusal
from tests.factories import NOON, offered_performance
from tests.races.crowd import BOUGHT, BY_CONSTRAINT, LOCKED_OUT, race, unguarded
from tests.rush.shop import held, order_of
from ticketing.checkout.carts import new_cart
from ticketing.rush import presale
from ticketing.rush.codes import make_codes
from ticketing.rush.models import PresaleUse, PresaleWindow
from ticketing.shows.models import Performance

pytestmark = pytest.mark.race
BUYERS = 8
# Long enough for every other order to have looked at the code by then.
SECONDS = 1.5


@pytest.fixture(scope="module")
def one_code(fresh_house):
    """A database to copy, a performance on presale, its places, one code."""
    performance = offered_performance(on_sale_from=NOON + timedelta(days=1))
    window = PresaleWindow.objects.create(
        name_en="Friends", begins_at=NOON, ends_at=NOON + timedelta(hours=1)
    )
    window.performances.add(performance)
    code = make_codes(window, count=1, now=NOON)[0]
    places = list(performance.places.order_by("pk").values_list("pk", flat=True))
    return fresh_house, performance.pk, places, code.pk


def _order(performance_id, place, code):
    performance = Performance.objects.get(pk=performance_id)
    cart = new_cart(currency="CNY", language="en")
    cart.presale_codes = (code,)
    try:
        order_of(held(performance, [place], cart=cart))
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return BOUGHT


def _slow_to_look():
    """Wait between looking whether the code is used and using it."""
    use = presale._use

    def late(*args):
        time.sleep(SECONDS)
        return use(*args)

    presale._use = late


def _unguarded(performance, places, code):
    def act(number):
        _slow_to_look()
        unguarded()
        return _order(performance, places[number], code)

    return act


def _without_the_constraint(monkeypatch):
    every = PresaleUse._meta.constraints
    one = next(c for c in every if c.name == "rush_a_code_is_used_once")
    # SQLite makes the table anew, with what the model still has.
    monkeypatch.setattr(PresaleUse._meta, "constraints", [c for c in every if c != one])
    with connection.schema_editor() as editor:
        editor.remove_constraint(PresaleUse, one)


def test_of_8_orders_with_one_code_one_is_made(one_code):
    fresh, performance, places, code = one_code
    with fresh():
        answers = race(BUYERS, lambda n: _order(performance, places[n], code))

        assert set(answers) <= {BOUGHT, "code_used", "presale_only"}
        assert answers.count(BOUGHT) == PresaleUse.objects.count() == 1


def test_the_constraint_alone_lets_a_code_be_used_once(one_code):
    fresh, performance, places, code = one_code
    with fresh():
        answers = race(BUYERS, _unguarded(performance, places, code))

        assert BY_CONSTRAINT in answers
        assert answers.count(BOUGHT) == PresaleUse.objects.count() == 1


def test_without_any_guard_a_code_is_used_often(one_code, monkeypatch):
    fresh, performance, places, code = one_code
    with fresh():
        _without_the_constraint(monkeypatch)

        answers = race(BUYERS, _unguarded(performance, places, code))

        assert answers.count(BOUGHT) > 1
