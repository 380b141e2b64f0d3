"""A buyer in a rush: sends what a browser without script would, and reads little.

The client shares the machine with what it measures, so that it must cost next to
nothing: it looks for the few values that it needs and parses no page.
"""

import http.client
import re
import time
from http import HTTPStatus
from random import Random
from urllib.parse import urlencode, urlsplit

PLACE = re.compile(rb'name="place" value="(\d+)"')
SHOWN = re.compile(rb'name="shown" value="(\d+)"')
REDIRECTS = {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}
REFUSED = {
    HTTPStatus.CONFLICT,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.SERVICE_UNAVAILABLE,
}
MOST_TRIES = 40


class Failed(Exception):
    """The site answered in a way that no buyer should see."""


class Buyer:
    """One visitor with a connection of its own, who wants one place.

    `holds` are the seconds that each try to hold places took; `was_slow` says
    that others were faster at the last one, and that there may be more.
    """

    query = ""

    def __init__(self, port: int, performance: int, *, number: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.performance = performance
        self.number = number
        self.chance = Random(number)
        self.cookies: dict[str, str] = {}
        self.requests = 0
        self.holds: list[float] = []
        self.was_slow = False

    def buy(self) -> bool:
        """Buy one place; False where nothing is left. Raises Failed."""
        if not self._hold():
            return False
        status, body, _address = self.ask("GET", "/en/checkout/")
        self._expect(status == HTTPStatus.OK, f"checkout: {status}")
        _status, _body, page = self.ask(
            "POST",
            "/en/checkout/",
            shown=SHOWN.findall(body)[0].decode(),
            name=f"Buyer {self.number}",
            email=f"buyer{self.number}@example.org",
            phone="",
            delivery="e-ticket",
            method="sandbox",
            terms="on",
        )
        self._expect("/pay/" in page, f"no way to pay: {page}")
        _status, _body, back = self.ask("POST", page, act="approve")
        self._expect("/orders/" in back, f"not paid: {back}")
        return True

    def wish(self, free: list[bytes]) -> dict[str, str | list[str]]:
        """What to choose of the places that the page shows; empty to give up."""
        return {"place": self.chance.choice(free).decode()} if free else {}

    def _hold(self) -> bool:
        page = f"/en/performances/{self.performance}/"
        status, body, _address = self.ask("GET", page + self.query)
        self._expect(status == HTTPStatus.OK, f"seat page: {status}")
        for _try in range(MOST_TRIES):
            wish = self.wish(PLACE.findall(body))
            if not wish:
                return False
            began = time.perf_counter()
            status, body, address = self.ask(
                "POST", f"{page}hold/{self.query}", **wish, pay="now"
            )
            self.holds.append(time.perf_counter() - began)
            if address.endswith("/checkout/"):
                return True
            self.was_slow = status == HTTPStatus.SERVICE_UNAVAILABLE
            self._expect(status in REFUSED, f"hold: {status}")
        raise Failed("never got a place that the page offered")

    def _expect(self, claim: bool, said: str) -> None:  # noqa: FBT001 a claim is one
        if not claim:
            raise Failed(said)

    def ask(
        self, verb: str, address: str, **values: str | list[str]
    ) -> tuple[int, bytes, str]:
        """One request, and the page that a redirect leads to where it isn't ours."""
        headers = {"Host": "localhost", "Cookie": self._cookie()}
        # Each comes from a network of its own, as a crowd does.
        headers["X-Forwarded-For"] = f"10.{self.number // 250}.{self.number % 250}.7"
        body = None
        if verb == "POST":
            values["csrfmiddlewaretoken"] = self.cookies.get("csrftoken", "")
            body = urlencode(values, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(verb, address, body, headers)
        answer = self.connection.getresponse()
        said = answer.read()
        self.requests += 1
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        if answer.status not in REDIRECTS:
            return answer.status, said, address
        target = urlsplit(answer.getheader("Location", "")).path
        if target.endswith("/checkout/"):
            # The buyer opens it as a step of its own.
            return answer.status, said, target
        return self.ask("GET", target)

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())
