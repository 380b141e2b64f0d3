"""Why an evening is called off, told to each buyer in their language."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import NOON
from tests.returns.making import paid_order
from ticketing.returns.call_off_mail import send_called_off
from ticketing.returns.calling_off import Plan, call_off
from ticketing.returns.models import CallOff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]


def called_off(**reasons):
    """An order, and the job that calls its evening off."""
    order = paid_order(places=1)
    performance = order.lines.get().performance_id
    plan = Plan("cancelled", choices=["refund"], default="refund", **reasons)
    return order, call_off(performance, plan, now=NOON, actor="Ida")


@pytest.mark.parametrize(
    ("language", "told"), [("en", "The singer is ill"), ("zh-hans", "歌手生病")]
)
def test_the_mail_has_it_in_the_buyers_language(language, told):
    order, job = called_off(reason="The singer is ill", reason_zh_hans="歌手生病")
    order.language = language
    order.save()
    mail.outbox.clear()

    send_called_off(job.pk, order.pk)

    (letter,) = mail.outbox
    other = {"The singer is ill", "歌手生病"} - {told}
    assert told in letter.body
    assert told in letter.alternatives[0][0]
    assert other.pop() not in letter.body + letter.alternatives[0][0]


def test_the_only_one_there_is_serves_both():
    _order, job = called_off(reason="", reason_zh_hans="歌手生病")
    assert job.reason_in("en") == job.reason_in("zh-hans") == "歌手生病"


def test_the_desk_gives_it_in_one_language_at_least(administrator):
    order = paid_order(places=1)
    url = reverse("desk-call-off-new", args=[order.lines.get().performance_id])
    told = {
        "kind": "cancelled",
        "choices": ["refund"],
        "default": "refund",
        "is_sure": "on",
    }

    refused = administrator.post(url, told)

    assert refused.status_code == 422
    assert "in at least one language" in refused.content.decode()
    assert (
        administrator.post(url, {**told, "reason_zh_hans": "歌手生病"}).status_code
        == 302
    )
    assert CallOff.objects.get().told_reason == "歌手生病"
