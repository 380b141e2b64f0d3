"""What every courier keeps to; by hand, and as the example in the docs."""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from threading import Thread

import pytest
from django.utils import timezone

from tests.checkout import posted
from ticketing.delivery import booking, couriers
from ticketing.delivery.addresses import Address
from ticketing.delivery.couriers.by_hand import ByHand
from ticketing.delivery.errors import NumberByHand
from ticketing.delivery.models import Carrier, Parcel, ParcelState
from ticketing.delivery.parcels import move_one

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "courier"
TO = Address("王芳", "13800138000", "CN", "上海市", "人民大道 1 号", "CN-SH", "黄浦区")


def consignment(key="parcel-1"):
    return couriers.Consignment(key, "K7M2QX4D", "Marquee", TO, 30)


class Loft(BaseHTTPRequestHandler):
    """Pigeon Post's own side: numbers by key, states by number."""

    numbers: dict[str, str] = {}
    states: dict[str, str] = {}

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        key = self.headers["Idempotency-Key"]
        number = self.numbers.setdefault(key, f"PP{len(self.numbers) + 1}")
        self._answer({"number": number})

    def do_GET(self):
        number = self.path.rsplit("/", 1)[-1]
        if number not in self.numbers.values():
            self.send_error(404)
            return
        self._answer({"state": self.states.get(number, "flying")})

    def _answer(self, found):
        body = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Says nothing."""


@pytest.fixture
def pigeon(monkeypatch):
    monkeypatch.syspath_prepend(EXAMPLE)
    example = import_module("pigeon.courier")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Loft)
    Loft.numbers, Loft.states = {}, {}
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("PIGEON_URL", f"http://127.0.0.1:{server.server_port}")
    yield example.Pigeon()
    server.shutdown()
    server.server_close()
    for name in [name for name in sys.modules if name.split(".")[0] == "pigeon"]:
        del sys.modules[name]


@pytest.fixture(params=["by hand", "pigeon"])
def courier(request):
    return ByHand() if request.param == "by hand" else request.getfixturevalue("pigeon")


def test_it_has_a_code_and_a_name(courier):
    assert courier.code.replace("-", "").isalnum()
    assert str(courier.label)


def test_what_is_booked_twice_has_one_number(courier):
    first, again = courier.book(consignment()), courier.book(consignment())
    other = courier.book(consignment("parcel-2"))

    assert first == again
    assert other != first or not first


def test_of_what_is_not_known_nothing_is_said(courier):
    assert courier.state_of("NO SUCH/NUMBER") is None


def test_a_state_is_one_that_a_parcel_can_come_to(courier):
    number = courier.book(consignment())
    known = {ParcelState.IN_TRANSIT, ParcelState.DELIVERED, ParcelState.RETURNED}
    assert courier.state_of(number) in {None, *known}


def test_no_answer_is_said_as_such(pigeon, monkeypatch):
    monkeypatch.setenv("PIGEON_URL", "http://127.0.0.1:1")
    with pytest.raises(couriers.CourierDown):
        pigeon.book(consignment())
    with pytest.raises(couriers.CourierDown):
        pigeon.state_of("PP1")


@pytest.fixture
def connected(pigeon, post):
    couriers.register(pigeon)
    yield Carrier.objects.create(code="pp", name_en="Pigeon", courier=pigeon.code)
    couriers.forget(pigeon.code)


@pytest.mark.django_db
def test_the_desk_asks_for_numbers_and_the_parcel_is_followed(client, desk, connected):
    posted.paid(client)
    parcel = Parcel.objects.get()
    fields = {"parcel": parcel.pk, "carrier": connected.pk, "ask": "1"}
    desk.post("/admin/desk/parcels/numbers/", fields)
    parcel.refresh_from_db()
    assert parcel.tracking == "PP1"
    now = timezone.now()
    for state in (ParcelState.PACKED, ParcelState.HANDED_OVER):
        move_one(parcel.pk, state, now=now, actor="Desk")

    assert booking.follow(now=now) == 1
    Loft.states["PP1"] = "landed"
    assert booking.follow(now=now) == 1
    assert booking.follow(now=now) == 0

    parcel.refresh_from_db()
    assert parcel.state == ParcelState.DELIVERED


@pytest.mark.django_db
def test_by_hand_gives_no_number(client, post, carrier):
    posted.paid(client)
    parcel = Parcel.objects.get()

    with pytest.raises(NumberByHand):
        booking.book(parcel.pk, carrier, now=timezone.now(), actor="Desk")
