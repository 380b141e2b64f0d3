"""Somebody who has signed in, ordered and chosen, under words that only they have."""

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests.checkout import shop
from tests.factories import UserFactory

# What no page that is the same for everybody may have in it, whoever asks.
NOBODYS = ("canary", "csrfmiddlewaretoken", "csrftoken")


class Person:
    """A browser with an account, an order and a cart; `words` are theirs alone."""

    def __init__(self, name, performance, first, second):
        self.client = Client()
        self.name, self.email = f"Canary {name}", f"canary-{name}@example.org"
        user = UserFactory(email=self.email, first_name="Canary", last_name=name)
        user.groups.add(Group.objects.create(name=f"Canary level of {name}"))
        self.client.force_login(user)
        shop.e_ticket()
        self._choose(performance, first)
        self.order = self._order()
        self._choose(performance, second)
        self.words = [
            *NOBODYS,
            *self._cookies(),
            *self.order.strip("/").split("/")[-2:],
        ]

    def _choose(self, performance, place):
        answer = shop.hold(self.client, performance, [place])
        assert answer.status_code == 302, answer.content
        assert self.client.get(reverse("checkout:cart")).status_code == 200

    def _order(self):
        """Place an order, see its page; return the address, which is a secret."""
        answer = shop.place_order(
            self.client, name=self.name, email=self.email, method="counter"
        )
        assert self.client.get(answer.url).status_code == 200
        return answer.url

    def _cookies(self):
        """Session, cart, the secret of forms: whatever tells this browser apart."""
        return [cookie.value for cookie in self.client.cookies.values() if cookie.value]

    def found_in(self, text):
        """Those of their words that stand in there."""
        return [word for word in self.words if word.lower() in text.lower()]
