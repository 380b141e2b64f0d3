"""Leaving an address for a search, and what belongs to whom."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ground.tasks.worker import Worker
from search.models import SavedSearch
from search.saved import services

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def work():
    """What waits to be mailed is mailed."""
    Worker(["mail"]).drain()


@pytest.fixture
def visitor(site, indexed):
    indexed()
    return Client()


def _save(client, email=ADA, question="q=tosca&city=Shanghai", **more):
    return client.post(f"{reverse('search:save')}?{question}", {"email": email}, **more)


def _link():
    return re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]


def test_an_address_counts_when_its_mail_was_opened(visitor):
    response = _save(visitor)
    work()
    search = SavedSearch.objects.get()
    assert response.url == "/en/search/?city=Shanghai&q=tosca"
    assert (search.question, search.confirmed_at) == ("city=Shanghai&q=tosca", None)

    page = visitor.get(_link()).content.decode()
    visitor.get(reverse("search:saved-confirm", args=[search.secret]))
    search.refresh_from_db()
    assert search.confirmed_at is None
    assert "tosca" in page

    visitor.post(reverse("search:saved-confirm", args=[search.secret]))
    search.refresh_from_db()
    assert search.confirmed_at
    assert "End it" in visitor.get(_link()).content.decode()


def test_known_and_unknown_addresses_get_the_same_answer(visitor):
    answers = []
    for _time in range(3):
        response = _save(Client(), question="q=tosca")
        words = [str(m) for m in get_messages(response.wsgi_request)]
        answers.append((response.status_code, response.url, words))
        search = SavedSearch.objects.get()
        services.confirm(search, now=search.saved_at)
    work()

    assert answers == [answers[0]] * 3
    assert answers[0][2][-1].startswith(f"We have written to {ADA}")
    assert "saved this search before" in mail.outbox[-1].body


@pytest.mark.parametrize("email", ["", "ada", "a@b", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_told(visitor, email):
    response = _save(visitor, email)

    assert response.status_code == 422
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("question", ["", "q=", "page=3", "q=" + "%E5%A4%A9" * 190])
def test_without_a_question_nothing_is_saved(visitor, question):
    assert _save(visitor, question=question).url == "/en/search/"
    assert not SavedSearch.objects.exists()


def test_days_that_are_over_are_refused(visitor):
    response = _save(visitor, question="from=2020-01-01&until=2020-02-01")

    assert response.status_code == 422
    assert "These days are over" in response.content.decode()


def test_nobody_is_written_to_again_and_again(visitor):
    for n in range(40):
        _save(visitor, question=f"q=word{n}")
    work()

    assert len(mail.outbox) == services.MOST_ASKED
    assert SavedSearch.objects.count() == services.MOST_OF_ONE


def test_one_network_writes_to_few(visitor):
    for n in range(40):
        _save(visitor, f"a{n}@example.org")
    work()

    assert len(mail.outbox) == 30
    cache.clear()


def test_a_mail_to_a_stranger_carries_no_link_of_anybody(visitor):
    _save(visitor, question="q=win+at+http%3A%2F%2Fevil.example")
    work()

    (sent,) = mail.outbox
    assert "evil" not in sent.subject + sent.body
    assert "evil" not in sent.alternatives[0][0]


def test_a_wrong_secret_is_nothing(visitor):
    for name in ("saved", "saved-stop", "saved-confirm", "saved-keep"):
        url = reverse(f"search:{name}", args=["x" * 32])
        assert visitor.post(url).status_code in (404, 405)


def test_members_see_and_end_what_was_saved_for_their_addresses(visitor, member):
    _save(visitor)
    _save(visitor, "bo@example.org", "q=hamlet")
    for search in SavedSearch.objects.all():
        services.confirm(search, now=search.saved_at)
    own = reverse("search:saved-own")
    account = member.get(reverse("checkout:account")).content.decode()
    assert own in account
    assert "tosca" not in member.get(own).content.decode()

    address = EmailAddress.objects.create(user=member.user, email=ADA)
    assert "tosca" not in member.get(own).content.decode()
    address.verified = True
    address.save()
    page = member.get(own).content.decode()
    assert "tosca" in page
    assert "hamlet" not in page

    search = SavedSearch.objects.get(question__contains="tosca")
    member.post(reverse("search:saved-stop", args=[search.secret]))
    assert "tosca" not in member.get(own).content.decode()
    assert "/login/" in visitor.get(own).url


def test_results_and_above_all_none_offer_to_tell(visitor):
    for question in ("q=nothing+fits", "q=zzzz&city=Nowhere"):
        page = visitor.get(f"/en/search/?{question}").content.decode()
        assert 'action="/en/search/tell-me/?q=' in page
    assert "tell-me" not in visitor.get("/en/search/").content.decode()
