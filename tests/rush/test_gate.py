"""The gate before the places: by page and by interface."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import offered_performance
from tests.rush.waiting import opened, performance_with_room
from ticketing.checkout import carts
from ticketing.orders.models import Cart
from ticketing.rush import room_gate, room_status, room_tokens
from ticketing.rush.models import Room, RoomEntry
from ticketing.rush.room_errors import NotAdmitted, NotYourTurn, NumberUsed, TurnOver
from ticketing.stock.models import Place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def performance(now):
    """Ten have joined, five of them are let in."""
    performance = performance_with_room(now=now, per_minute=0)
    opened(performance, joined=10, door=5, now=now)
    return performance


def _hold(performance, token, *, now, cart=None, place=0):
    cart = cart or carts.new_cart(currency="CNY", language="en")
    cart.admission = room_tokens.signed(token) if token else ""
    places = Place.objects.filter(performance=performance).order_by("pk")
    return carts.choose_places(cart, performance.pk, [places[place].pk], now=now)


def _token(performance, rank, now):
    room = room_status.status_of(performance.pk, now=now).room
    number = next(n for n in range(10) if room.rank(n) == rank)
    return room_tokens.new_token(room.room.pk, number)


def _other_end(signed):
    """What was signed, with the last letter of the signature another one."""
    return signed[:-1] + ("E" if signed.endswith("A") else "A")


def test_whose_turn_it_is_holds_places(performance, now):
    cart = _hold(performance, _token(performance, 4, now), now=now)

    assert cart.cart_places.count() == 1


def test_who_has_no_number_is_refused(performance, now):
    with pytest.raises(NotAdmitted):
        _hold(performance, None, now=now)


def test_who_is_not_in_turn_is_refused(performance, now):
    with pytest.raises(NotYourTurn):
        _hold(performance, _token(performance, 5, now), now=now)


def test_a_number_of_another_room_does_not_count(performance, now):
    other = performance_with_room(now=now)
    room = Room.objects.get(performance=other)

    with pytest.raises(NotAdmitted):
        _hold(performance, room_tokens.new_token(room.pk, 0), now=now)


def test_a_forged_number_does_not_count(performance, now):
    cart = carts.new_cart(currency="CNY", language="en")
    cart.admission = _other_end(room_tokens.signed(_token(performance, 0, now)))

    with pytest.raises(NotAdmitted):
        room_gate.pass_gate(performance.pk, cart.admission, cart_key=cart.key, now=now)


def test_a_turn_that_is_over_is_refused_unless_it_was_extended(performance, now):
    token = _token(performance, 0, now)
    Room.objects.update(trail=[[(now - timedelta(minutes=11)).timestamp(), 5]])
    room_status.forget()
    longer = token.extended(now + timedelta(minutes=5))

    with pytest.raises(TurnOver):
        _hold(performance, token, now=now)
    assert _hold(performance, longer, now=now).pk


def test_a_number_serves_one_buyer(performance, now):
    token = _token(performance, 0, now)
    cart = _hold(performance, token, now=now)

    _hold(performance, token, now=now, cart=cart, place=1)
    with pytest.raises(NumberUsed):
        _hold(performance, token, now=now, place=2)
    assert RoomEntry.objects.count() == 1


def test_a_number_moves_on_with_a_cart_that_was_taken_over(performance, now):
    token = _token(performance, 0, now)
    cart = _hold(performance, token, now=now)
    Cart.objects.filter(pk=cart.pk).update(key="another key of the same")

    assert _hold(performance, token, now=now, place=1).pk


def test_a_performance_without_a_room_costs_no_statement(
    now, django_assert_num_queries
):
    """The flag is in a row that is read anyway."""
    plain = offered_performance(now=now)
    cart = _hold(plain, None, now=now)
    with django_assert_num_queries(1):
        carts._open_sale(plain.pk, cart, now=now)


def test_the_page_leads_to_the_room_and_back(performance, now):
    visitor = Client()
    seats = f"/en/performances/{performance.pk}/"

    away = visitor.get(seats)
    visitor.cookies[room_tokens.cookie_name(performance.pk)] = room_tokens.signed(
        _token(performance, 0, now)
    )

    assert (away.status_code, away["Location"]) == (302, f"{seats}room/")
    assert visitor.get(seats).status_code == 200
    line = visitor.get(f"{seats}room/line/").content.decode()
    assert 'data-state="admitted"' in line


def test_a_hold_without_a_turn_leads_to_the_line(performance, now):
    visitor = Client()
    place = Place.objects.filter(performance=performance).first()
    hold = f"/en/performances/{performance.pk}/hold/"

    refused = visitor.post(hold, {"place": place.pk})
    visitor.cookies[room_tokens.cookie_name(performance.pk)] = room_tokens.signed(
        _token(performance, 0, now)
    )
    held = visitor.post(hold, {"place": place.pk})

    assert refused["Location"] == f"/en/performances/{performance.pk}/room/line/"
    assert held["Location"] == "/en/cart/"
    place.refresh_from_db()
    assert place.state == "held"


def _api(method, path, *, token="", **data):
    headers = {"Room-Token": token} if token else {}
    send = getattr(Client(), method)
    if method == "get":
        return send(f"/api{path}", headers=headers)
    body = json.dumps(data)
    return send(f"/api{path}", body, content_type="application/json", headers=headers)


def test_the_interface_has_the_same_gate(performance, now):
    key = _api("post", "/carts").json()["key"]
    place = Place.objects.filter(performance=performance).first()
    wish = {"performance": performance.pk, "places": [place.pk]}
    signed = room_tokens.signed(_token(performance, 0, now))

    refused = _api("post", f"/carts/{key}/places", **wish)
    held = _api("post", f"/carts/{key}/places", token=signed, **wish)

    assert (refused.status_code, refused.json()["code"]) == (403, "not_admitted")
    assert held.status_code == 200


def test_the_interface_gives_numbers_and_tells_their_place(performance):
    joined = _api("post", f"/performances/{performance.pk}/room/numbers").json()
    path = f"/performances/{performance.pk}/room"
    mine = _api("get", path, token=joined["token"]).json()["mine"]

    assert (joined["number"], joined["state"], joined["before"]) == (11, "waiting", 5)
    assert mine["place"] == 11


def test_a_number_of_another_room_is_none_of_this_one(performance, now):
    path = f"/performances/{performance.pk}/room"
    strange = room_tokens.signed(room_tokens.new_token(performance.pk + 100, 0))

    read = _api("get", path, token=strange).json()
    more = _api("post", f"{path}/more-time", token=strange)
    none = _api("post", f"{path}/more-time")

    assert read["mine"] is None
    assert (more.status_code, more.json()["code"]) == (403, "not_admitted")
    assert (none.status_code, none.json()["code"]) == (403, "not_admitted")


def test_the_line_of_another_performance_is_none_of_its_own(now):
    plain = offered_performance(now=now)
    answer = _api("get", f"/performances/{plain.pk}/room")

    assert (answer.status_code, answer.json()["code"]) == (404, "no_room")
