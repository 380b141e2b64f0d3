"""The small site of the pages' tests, and people who look at it."""

from dataclasses import dataclass, field

import pytest
from django.test import Client

from content.visits.counting import flush
from content.visits.folding import fold

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
    " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
PAGE = "/en/shows/swan-lake/"


@dataclass
class Person:
    """Somebody with an address and a browser; keeps no cookie."""

    address: str = "203.0.113.7"
    agent: str = FIREFOX
    headers: dict = field(default_factory=dict)

    def looks_at(self, path=PAGE, *, method="get", **headers):
        client = Client()
        said = {"user-agent": self.agent, **self.headers, **headers}
        said = {name.replace("_", "-"): value for name, value in said.items()}
        ask = getattr(client, method)
        return ask(path, headers=said, REMOTE_ADDR=self.address)


@pytest.fixture
def count(now):
    """Write down and count what has been seen so far."""

    def count(at=None):
        flush(now=at or now)
        fold(now=at or now)

    return count
