"""What a company's own people see of its account."""

import pytest
from django.test import Client
from django.urls import reverse

from members.acting import owners_of
from tests.checkout.shop import text_of
from tests.desk.filled import fill
from tests.factories import NOON, UserFactory
from tests.papers.test_monthly import DECEMBER
from tests.payments.companies import clerk, company, on, ordered_by
from ticketing.papers.monthly import issue_invoices
from ticketing.payments.on_account.keeping import keep_tab
from ticketing.payments.on_account.models import Invoice
from ticketing.payments.on_account.owing import tab_was_made

pytestmark = pytest.mark.django_db
PAGE = "checkout:companies"


@pytest.fixture(autouse=True)
def _anew(furnished):
    tab_was_made()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def ada():
    """Who looks after the company's books."""
    return UserFactory()


@pytest.fixture
def tab(ada):
    bob = clerk()
    tab = keep_tab(company(ada, bob), "Lighthouse", [ada, bob], [ada])
    ordered_by(bob, on(tab), places=2, now=NOON)
    issue_invoices(now=DECEMBER)
    return tab


def test_an_owner_sees_what_is_owed_and_opens_the_invoices(tab, ada):
    client, invoice = signed_in(ada), Invoice.objects.get()
    assert reverse(PAGE) in client.get(reverse("checkout:account")).content.decode()

    text = text_of(client.get(reverse(PAGE)))

    for told in ("Lighthouse", invoice.code, "¥200", "Left to order for", "¥100"):
        assert told in text
    for code in ("en", "zh-hans"):
        url = reverse("checkout:company-invoice", args=[invoice.pk, code])
        assert client.get(url).content.startswith(b"%PDF")
    url = reverse("checkout:company-invoice", args=[invoice.pk, "fr"])
    assert client.get(url).status_code == 404


def test_who_only_orders_sees_what_is_left_and_no_books(tab, ada):
    bob = tab.account.users.exclude(pk=ada.pk).get()
    client, invoice = signed_in(bob), Invoice.objects.get()

    text = text_of(client.get(reverse(PAGE)))

    assert "¥100" in text
    assert invoice.code not in text
    url = reverse("checkout:company-invoice", args=[invoice.pk, "en"])
    assert client.get(url).status_code == 404


def test_for_anybody_else_there_is_nothing(tab):
    keep_tab(company(name="Harbour"), "Harbour", [other := UserFactory()], [other])
    client, invoice = signed_in(UserFactory()), Invoice.objects.get()
    url = reverse("checkout:company-invoice", args=[invoice.pk, "en"])

    assert client.get(reverse(PAGE)).status_code == 404
    assert client.get(url).status_code == 404
    # Nor for the owner of another company.
    assert signed_in(other).get(url).status_code == 404
    assert "Lighthouse" not in text_of(signed_in(other).get(reverse(PAGE)))


def test_the_desk_says_who_sees_the_books(tab, ada, administrator):
    bob = tab.account.users.exclude(pk=ada.pk).get()
    url = reverse("desk-tab-terms", args=[tab.pk])

    assert fill(administrator, url, owners=bob.email).status_code == 302

    assert list(owners_of(tab.account)) == [bob]
    assert set(tab.account.users.all()) == {ada, bob}
    assert fill(administrator, url, people=bob.email, owners="").status_code == 302
    assert list(tab.account.users.all()) == [bob]
    assert not owners_of(tab.account).exists()
