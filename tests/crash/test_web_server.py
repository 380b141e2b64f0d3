"""`kill -9` of the web server while a buyer is at it: the buyer just goes on."""

import http.client
from contextlib import closing

import pytest

from tests.crash.lives import in_another_process, recover
from tests.factories import on_sale_now
from tests.plain_browser import Browser, buy
from tests.web_server import WebServer
from ticketing.orders.models import Order
from ticketing.payments.models import Payment, PaymentState
from ticketing.stock.models import Hold
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.slow
MOMENTS = (
    "hold-written",
    "places-ordered",
    "order-written",
    "payment-begun",
    "payment-read",
    "capture-written",
    "tickets-written",
)


class Stubborn(Browser):
    """A buyer who asks again what got no answer, as soon as the site is back."""

    def __init__(self, server, *, dies_at=(), dies_between=False):
        super().__init__(server.port)
        self.server = server
        self.dies_at = list(dies_at)
        self.dies_between = dies_between
        self.deaths = 0
        self._start()

    def _start(self):
        self.server.start(MARQUEE_CRASH_POINTS=",".join(self.dies_at[:1]))

    def _request(self, method, address, body):
        while True:
            try:
                answer = super()._request(method, address, body)
            except (http.client.HTTPException, OSError):
                self._wait_for_the_site()
            else:
                if self.dies_between:
                    self.server.kill()
                return answer

    def _wait_for_the_site(self):
        self.server.kill()
        self.connection.close()
        self.deaths += 1
        self.dies_at = self.dies_at[1:]
        self._start()


@pytest.fixture
def performance(own_database):
    status, said = own_database.run("manage.py", "setup_house")
    assert status == 0, said
    return on_sale_now(seats=4)


@pytest.fixture
def server(own_database):
    return WebServer(own_database)


def _one_ticket_and_nothing_amiss(performance):
    assert Order.objects.get().phase == "paid"
    status, said = in_another_process(recover)
    assert (status, said) == (0, "[]")
    assert Payment.objects.get().state == PaymentState.CAPTURED
    assert Ticket.objects.get().voided_at is None
    assert performance.places.filter(state="sold").count() == 1
    assert not Hold.objects.filter(ended_at=None).exists()


def test_a_buyer_gets_one_ticket_of_a_server_killed_at_every_moment(
    performance, server
):
    with closing(Stubborn(server, dies_at=MOMENTS)) as buyer:
        buy(buyer, f"/en/performances/{performance.pk}/", set())

    server.stop()
    assert buyer.deaths == len(MOMENTS)
    _one_ticket_and_nothing_amiss(performance)


def test_a_buyer_gets_one_ticket_of_a_server_killed_after_every_answer(
    performance, server
):
    with closing(Stubborn(server, dies_between=True)) as buyer:
        buy(buyer, f"/en/performances/{performance.pk}/", set())

    assert buyer.deaths == buyer.requests - 1
    _one_ticket_and_nothing_amiss(performance)
