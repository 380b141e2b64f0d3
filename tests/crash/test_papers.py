"""Whoever dies while a paper is written has used no number."""

import signal

import pytest

from reports.checking import check_invariants
from tests.crash.lives import in_another_process
from tests.payments.orders import SOON, started
from ticketing.house.models import House
from ticketing.papers.contents import InvoiceDetails
from ticketing.papers.issuing import issue_invoice
from ticketing.papers.models import Paper
from ticketing.payments import services

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.mark.parametrize("point", ["paper-numbered", "paper-written"])
def test_a_killed_issue_leaves_no_gap(own_database, point):
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    payment = started("counter")
    services.receive_payment(payment.pk, actor="desk", now=SOON)

    def issue():
        paper = issue_invoice(payment.order_id, InvoiceDetails(), now=SOON, actor="")
        return paper.code

    status, said = in_another_process(issue, dies_at=point)
    assert status == -signal.SIGKILL, said
    assert not Paper.objects.exists()

    assert issue() == "INV-2026-000001"
    assert check_invariants(now=SOON).offenders == []
