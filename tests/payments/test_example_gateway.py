"""The example of a house's own way to pay, installed, under the contract of all."""

import importlib
import os
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps

from tests.payments.far_sides import FarSide
from tests.payments.orders import do_planned_work
from tests.payments.test_contract import *  # noqa: F403 all of it, with our far side
from ticketing.payments import gateways, services
from ticketing.payments.models import Payment

PACKAGE = Path(__file__).parents[2] / "docs" / "examples" / "gateway"


@pytest.fixture(scope="module")
def kiosk():
    """The package, installed as MARQUEE_APPS would, and taken out again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(PACKAGE))
        patch.setenv("KIOSK_KEY", "k")
        config = importlib.import_module("kiosk.apps").KioskConfig
        config("kiosk", importlib.import_module("kiosk")).ready()
        yield importlib.import_module("kiosk.provider")
        del gateways._gateways["kiosk"]


class KioskSide(FarSide):
    code = "kiosk"

    def __init__(self, provider):
        self.bills = provider.bills

    def pay(self, payment, *, amount=None, currency=None):
        bill = self.bills[payment.key]
        bill.amount, bill.currency = amount or bill.amount, currency or bill.currency
        bill.state = "paid"

    pay_after_its_end = pay

    def decline(self, payment):
        self.bills[payment.key].state = "declined"

    def tell(self, payment, *, now):
        services.read_back(Payment.objects.get(pk=payment.pk), now=now)
        do_planned_work(now)

    def went_back(self, payment):
        return sum(self.bills[payment.key].refunds.values(), Decimal(0))

    def begun(self, payment):
        return int(payment.key in self.bills)


@pytest.fixture
def far(kiosk, house):
    return KioskSide(kiosk)


@pytest.fixture
def asked_far(far):
    return far


def test_the_house_offers_it_and_lets_its_form_lead_there(kiosk, house):
    way = gateways.gateway("kiosk")

    assert way in gateways.available()
    assert way.hosts == ("kiosk.example",)


def test_a_house_names_its_packages_in_the_environment():
    from config.settings.base import packages_of  # noqa: PLC0415

    assert packages_of(" kiosk, other.place ") == ["kiosk", "other.place"]
    assert packages_of("") == []
    assert not apps.is_installed("kiosk")
    assert "MARQUEE_APPS" not in os.environ
