"""A browser without script: follows links and sends forms over one connection."""

import http.client
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urlencode, urljoin, urlsplit

REDIRECTS = {301, 302, 303, 307, 308}


@dataclass
class Form:
    """A form of a page: where it goes and what it sends if nothing is changed."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, **values: str | list[str]) -> list[tuple[str, str]]:
        """The fields, with these values in place of their own."""
        kept = [(name, value) for name, value in self.fields if name not in values]
        for name, value in values.items():
            several = value if isinstance(value, list) else [value]
            kept.extend((name, one) for one in several)
        return kept


class Forms(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self.loose: list[tuple[str, str, str, bool]] = []
        self.inside: Form | None = None
        self.feed(text)
        for owner, name, value, is_box in self.loose:
            self.keep(self.by_id.get(owner), name, value, is_box=is_box)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = Form(said.get("action", ""))
            self.forms.append(self.inside)
            self.by_id[said.get("id", "")] = self.inside
        elif tag == "input" and "name" in said:
            self.input(said)

    def input(self, said: dict[str, str]) -> None:
        ticks = said.get("type") in {"checkbox", "radio"}
        is_box = ticks and "checked" not in said
        name, value = said["name"], said.get("value", "on" if ticks else "")
        if "form" in said:
            self.loose.append((said["form"], name, value, is_box))
        else:
            self.keep(self.inside, name, value, is_box=is_box)

    def keep(self, form: Form | None, name: str, value: str, *, is_box: bool) -> None:
        if form is not None:
            (form.boxes if is_box else form.fields).append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None


class Browser:
    """One visitor: cookies, one kept connection, and a count of requests."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.requests = 0
        self.address = "/"
        self.status = 0
        self.text = ""

    def get(self, address: str) -> "Browser":
        return self._ask("GET", address, None)

    def send(self, form: Form, **values: str | list[str]) -> "Browser":
        return self._ask("POST", form.action, urlencode(form.filled(**values)))

    def close(self) -> None:
        self.connection.close()

    def forms(self) -> list[Form]:
        return Forms(self.text).forms

    def form_to(self, ending: str) -> Form:
        """The first form whose address ends so; empty means this page's own."""
        for form in self.forms():
            target = urlsplit(urljoin(self.address, form.action)).path
            if target.endswith(ending) if ending else target == self.address:
                return form
        message = f"{self.address}: no form to …{ending} ({self.status})"
        raise LookupError(message)

    def _ask(self, method: str, address: str, body: str | None) -> "Browser":
        answer = self._request(method, address, body)
        while answer.status in REDIRECTS:
            answer = self._request("GET", answer.getheader("Location", "/"), None)
        return self

    def _request(
        self, method: str, address: str, body: str | None
    ) -> http.client.HTTPResponse:
        self.address = urlsplit(urljoin(self.address, address)).path or "/"
        query = urlsplit(address).query
        target = self.address + (f"?{query}" if query else "")
        self.connection.request(method, target, body, self._headers(body))
        answer = self.connection.getresponse()
        self.text = answer.read().decode("utf-8", "replace")
        self.requests += 1
        self.status = answer.status
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer

    def _headers(self, body: str | None) -> dict[str, str]:
        headers = {"Host": "localhost", "Accept-Encoding": "identity"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Referer"] = "http://localhost/"
        return headers


def buy(browser: Browser, address: str, taken: set[str]) -> None:
    """Buy one seat of the performance at that address. Raises where it failed.

    The list may be a second old: seats in `taken` are passed over, the bought
    one is added.
    """
    browser.get(address)
    form, places = next(filter(lambda found: found[1], map(_seats, browser.forms())))
    place = next(place for place in places if place not in taken)
    taken.add(place)
    browser.send(form, place=place, pay="now")
    browser.send(
        browser.form_to("/checkout/"),
        name="Ada Buyer",
        email="ada@example.org",
        method="sandbox",
        terms="on",
    )
    browser.send(browser.form_to(""), act="approve")
    if "/orders/" not in browser.address or browser.status != HTTPStatus.OK:
        message = f"the purchase ended at {browser.address} with {browser.status}"
        raise RuntimeError(message)


def _seats(form: Form) -> tuple[Form, list[str]]:
    """A form with the places that can be ticked in it."""
    return form, [value for name, value in form.boxes if name == "place"]
