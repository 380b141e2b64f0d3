"""Nothing of two people is in what is the same for everybody: pages, feeds, API.

The types of page are asked of the models, the other addresses of the routes and of
the table of who may open what: a new one is asked too, or fails until it can be.
"""

import pytest
from django.core.cache import cache
from django.urls import reverse
from wagtail.models import Page

from content.models.public import PublicPage
from ground import keeping
from tests.canaries.addresses import LANGUAGES, all_addresses, page_types

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_type_of_page_is_there(every_page, language):
    pages = Page.objects.live().filter(locale__language_code=language)

    assert page_types() - {type(page) for page in pages.specific() if page.url} == set()


def test_every_type_of_page_is_the_same_for_everybody():
    assert [one for one in page_types() if not issubclass(one, PublicPage)] == []


def test_two_people_leave_nothing_on_what_all_see(two_people, values):
    """Each builds every other copy, and the other one is handed it."""
    wrong = {}
    for address in all_addresses(values):
        two_people.reverse()
        forget_copies()
        for person in two_people:
            response = person.client.get(address)
            faults = [*faults_of(response), *words_in(response, two_people)]
            wrong |= {f"{address} for {person.name}": faults} if faults else {}
    assert wrong == {}


def forget_copies():
    cache.clear()
    keeping.forget_all()


def faults_of(response):
    is_kept = not response.wsgi_request.path.startswith(("/api/", "/sitemap"))
    if response.status_code != 200:
        yield f"answers {response.status_code}"
    if response.cookies:
        yield f"sets {', '.join(response.cookies)}"
    if is_kept and "cookie" in response.get("Vary", "").lower():
        yield "varies by cookie"
    if is_kept and "public" not in response.get("Cache-Control", ""):
        yield "is not kept for all"


def words_in(response, people):
    said = response.getvalue().decode(errors="replace")
    said += "\n".join(f"{name}: {value}" for name, value in response.items())
    for person in people:
        yield from person.found_in(said)


def test_their_own_pages_do_tell_who_they_are(two_people):
    """What is looked for above can be found: the two are signed in, and known."""
    for person in two_people:
        own = [person.order, reverse("checkout:visitor"), reverse("checkout:cart")]
        order, head, cart = (person.client.get(at).content.decode() for at in own)

        assert person.email in order
        assert "canary" in person.found_in(head)
        assert "csrfmiddlewaretoken" in person.found_in(cart)
