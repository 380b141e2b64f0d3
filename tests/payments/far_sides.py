"""What is on the other side of each gateway: a bank, a page, a cashier.

Each can do the same things, so that one suite of tests runs over all of them.
"""

from contextlib import contextmanager, suppress
from decimal import Decimal

from tests.factories import NOON
from tests.payments.companies import company
from tests.payments.fake_stripe import signed
from tests.payments.orders import do_planned_work
from ticketing.payments import gateways, services
from ticketing.payments.credit.balances import balance
from ticketing.payments.credit.giving import Gift, give
from ticketing.payments.credit.spending import spend
from ticketing.payments.errors import GatewayDown, NothingToPay
from ticketing.payments.gateways import sandbox
from ticketing.payments.gateways.stripe_amounts import to_units
from ticketing.payments.models import ChargeState, Payment, SandboxCharge
from ticketing.payments.notices import take_stripe_notice
from ticketing.payments.on_account.charging import charge
from ticketing.payments.on_account.owing import owed


class Unreachable:
    """A gateway whose answers are lost, before or after it has acted."""

    def __init__(self, gateway, *, acts):
        self._gateway, self._acts = gateway, acts

    def __getattr__(self, name):
        return getattr(self._gateway, name)

    def _lose(self, name, subject):
        if self._acts:
            getattr(self._gateway, name)(subject)
        raise GatewayDown

    def start(self, payment):
        self._lose("start", payment)

    def read(self, payment):
        self._lose("read", payment)

    def expire(self, payment):
        self._lose("expire", payment)

    def refund(self, refund):
        self._lose("refund", refund)

    def read_refund(self, refund):
        self._lose("read_refund", refund)


class FarSide:
    @property
    def start(self):
        """The way in which an order is begun that is to be paid so."""
        return self.code

    def __init__(self, _fake):
        pass

    @contextmanager
    def silence(self, *, acts):
        gateway = gateways.gateway(self.code)
        gateways.register(Unreachable(gateway, acts=acts))
        try:
            yield
        finally:
            gateways.register(gateway)

    def went_back(self, payment):
        """What the far side itself says was paid back."""
        raise NotImplementedError


class StripeSide(FarSide):
    """Buyers act on the fake's hosted page; notices come signed."""

    code = "stripe"

    def __init__(self, fake):
        self.fake = fake

    def pay(self, payment, *, amount=None, currency=None):
        units = None if amount is None else to_units(amount, payment.currency)
        self.fake.bank.pay(
            payment.reference, amount=units, currency=currency and currency.lower()
        )

    def pay_after_its_end(self, payment):
        self.pay(payment)

    def decline(self, payment):
        self.fake.bank.pay(payment.reference, status="requires_payment_method")

    def tell(self, payment, *, now):
        session = self.fake.bank.sessions[payment.reference]
        event = self.fake.bank.event("checkout.session.completed", session)
        take_stripe_notice(*signed(event), now=now)
        do_planned_work(now)

    @contextmanager
    def silence(self, *, acts):
        self.fake.bank.faults = ["after" if acts else "before"] * 20
        try:
            yield
        finally:
            self.fake.bank.faults = []

    def went_back(self, payment):
        intent = self.fake.bank.sessions[payment.reference]["payment_intent"]
        return Decimal(self.fake.bank.went_back(intent)) / 100

    def refuse_refund(self, refund):
        """The buyer's bank does not take the money, after all."""
        self.fake.bank.refunds[refund.reference]["status"] = "failed"

    def begun(self, payment):
        sessions = self.fake.bank.sessions.values()
        return sum(s["client_reference_id"] == payment.key for s in sessions)


class SandboxSide(FarSide):
    code = "sandbox"

    def pay(self, payment, *, amount=None, currency=None):
        charge = SandboxCharge.objects.get(key=payment.key)
        charge.amount = amount or charge.amount
        charge.currency = currency or charge.currency
        charge.save()
        sandbox.decide(payment.key, ChargeState.PAID)

    def pay_after_its_end(self, payment):
        sandbox.pay_late(payment.key)

    def decline(self, payment):
        sandbox.decide(payment.key, ChargeState.DECLINED)

    def tell(self, payment, *, now):
        services.read_back(Payment.objects.get(pk=payment.pk), now=now)
        do_planned_work(now)

    def went_back(self, payment):
        refunds = SandboxCharge.objects.get(key=payment.key).refunds
        return sum((Decimal(amount) for amount in refunds.values()), Decimal(0))

    def refuse_refund(self, refund):
        charge = SandboxCharge.objects.get(key=refund.payment.key)
        del charge.refunds[refund.key]
        charge.save()

    def begun(self, payment):
        return SandboxCharge.objects.filter(key=payment.key).count()


class DeskSide(FarSide):
    """The cashier is both: takes the money, and says so."""

    def __init__(self, _fake):
        self.came = {}

    def pay(self, payment, *, amount=None):
        self.came[payment.pk] = amount

    pay_after_its_end = pay

    def tell(self, payment, *, now):
        services.receive_payment(
            payment.pk, amount=self.came[payment.pk], actor="desk", now=now
        )
        do_planned_work(now)
        for refund in payment.refunds.exclude(state="done"):
            services.finish_refund(
                refund.pk, state="done", reference="", now=now, actor="desk"
            )

    def went_back(self, payment):
        return sum((r.amount for r in payment.refunds.all()), Decimal(0))

    def begun(self, _payment):
        return 1


class TransferSide(DeskSide):
    code = "transfer"


class CounterSide(DeskSide):
    code = "counter"


class HouseSide(FarSide):
    """What the house keeps itself: nobody else is asked, and nothing comes late.

    Its payments are written as captured; the one that is started is only what the
    buyer would have paid otherwise.
    """

    start = "transfer"

    def pay(self, payment, *, amount=None):
        raise NotImplementedError

    def own(self, payment):
        """The payments that the house wrote of what it keeps."""
        return payment.order.payments.filter(gateway=self.code).order_by("pk")


class CreditSide(HouseSide):
    """A gift card that has just what is paid; what goes back is on it again."""

    code = "credit"

    def __init__(self, _fake):
        self.card = None

    def pay(self, payment, *, amount=None):
        gift = Gift(amount or payment.amount, payment.currency)
        self.card = give(gift, reason="a present", actor="desk", now=NOON).credit

    def tell(self, payment, *, now):
        spend(payment.order_id, [self.card.pk], now=now)
        do_planned_work(now)

    def went_back(self, _payment):
        return balance(self.card)


class OnAccountSide(HouseSide):
    """A company with room for the order; what goes back it no longer owes."""

    code = "on_account"

    def __init__(self, _fake):
        self.tab, self.ordered = None, Decimal(0)

    def pay(self, payment):
        self.tab, self.ordered = company(), payment.amount

    def tell(self, payment, *, now):
        with suppress(NothingToPay):
            charge(payment.order_id, self.tab.pk, now=now, by_desk=True)
        do_planned_work(now)

    def went_back(self, _payment):
        return self.ordered - owed(self.tab)


# Nobody declines cash or a transfer, and the desk writes down what it took in the
# order's own currency: some things only happen where a machine is asked.
ASKED_SIDES = (StripeSide, SandboxSide)
FAR_SIDES = (*ASKED_SIDES, TransferSide, CounterSide)
# Whose payments are never open; what can be said of all ways to pay is said of them.
HOUSE_SIDES = (CreditSide, OnAccountSide)
