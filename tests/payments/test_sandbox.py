"""The pretended bank: every button, both languages, never in production."""

import os
import subprocess
import sys

import pytest
from django.conf import settings as django_settings
from django.core.checks import run_checks
from django.urls import reverse

from tests.payments.orders import assert_books_are_right, phase_of, started
from ticketing.orders.models import OrderEvent
from ticketing.orders.phases import Phase
from ticketing.payments import gateways
from ticketing.payments.checks import no_sandbox_in_production

pytestmark = pytest.mark.django_db


@pytest.fixture
def payment(house):
    return started("sandbox", places=2, price="50")


def _page(payment):
    return reverse("payments:sandbox", args=[payment.key])


def _press(client, payment, act):
    return client.post(_page(payment), {"act": act})


def test_the_payment_leads_to_the_page(payment):
    assert payment.address == f"http://testserver{_page(payment)}"


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Approve the payment"), ("zh-hans", "zh-Hans")]
)
def test_the_page_is_in_the_buyers_language(client, house, language, words):
    payment = started("sandbox", language=language)

    answer = client.get(_page(payment))

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert payment.order.number in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


def test_approving_pays_and_leads_back(client, payment):
    answer = _press(client, payment, "approve")

    assert answer.url == payment.done_address
    assert phase_of(payment) == Phase.PAID


def test_declining_leads_back_and_the_order_waits(client, payment):
    answer = _press(client, payment, "decline")

    payment.refresh_from_db()
    assert answer.url == payment.left_address
    assert payment.state == "failed"
    assert phase_of(payment) == Phase.ACCEPTED


def test_closing_the_window_changes_nothing(client, payment):
    answer = _press(client, payment, "close")

    payment.refresh_from_db()
    assert answer.url == payment.left_address
    assert payment.state == "pending"


def test_paying_after_the_deadline_revives_the_order(client, payment):
    _press(client, payment, "pay-late")

    order = payment.order
    steps = OrderEvent.objects.filter(order=order, kind="phase").order_by("pk")
    assert [event.after for event in steps][-2:] == [Phase.EXPIRED, Phase.PAID]
    assert_books_are_right(order)


@pytest.mark.parametrize("second", ["approve", "decline", "pay-late", "close"])
def test_a_second_button_changes_nothing(client, payment, second):
    _press(client, payment, "approve")
    _press(client, payment, second)

    assert phase_of(payment) == Phase.PAID
    assert_books_are_right(payment.order)


def test_an_ended_payment_has_no_buttons(client, payment):
    _press(client, payment, "approve")

    page = client.get(_page(payment)).content.decode()

    assert 'name="act"' not in page
    assert payment.done_address in page


def test_unknown_keys_and_acts_are_not_found(client, payment):
    assert _press(client, payment, "rob").status_code == 404
    missing = reverse("payments:sandbox", args=["0" * 32])
    assert client.get(missing).status_code == 404


def test_the_page_is_not_there_where_the_sandbox_is_off(client, payment, settings):
    settings.MARQUEE_SANDBOX_PAYMENTS = False

    assert client.get(_page(payment)).status_code == 404
    assert _press(client, payment, "approve").status_code == 404
    assert "sandbox" not in {g.code for g in gateways.available()}


def test_the_sandbox_stays_off_under_the_production_settings(settings):
    settings.MARQUEE_SANDBOX_PAYMENTS = True
    settings.SETTINGS_MODULE = "config.settings.production"

    assert not gateways.gateway("sandbox").is_available()
    assert [error.id for error in no_sandbox_in_production()] == ["payments.E001"]
    assert "payments.E001" in {error.id for error in run_checks()}


def test_other_settings_have_nothing_to_say():
    assert no_sandbox_in_production() == []


@pytest.mark.parametrize("asked", ["1", "true", "0"])
def test_production_does_not_start_with_the_sandbox(asked):
    """Whatever is written there: somebody meant to switch it."""
    needed = {
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "example.org",
        "MARQUEE_BASE_URL": "https://example.org",
        "EMAIL_HOST": "mail.example.org",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(django_settings.ROOT / "site"),
    }
    command = [sys.executable, "-c", "import config.settings.production"]

    def start(extra):
        return subprocess.run(
            command, env=needed | extra, capture_output=True, text=True, check=False
        )

    refused = start({"MARQUEE_SANDBOX_PAYMENTS": asked})

    assert start({}).returncode == 0
    assert refused.returncode == 1
    assert "Sandbox payments can't be switched on" in refused.stderr
