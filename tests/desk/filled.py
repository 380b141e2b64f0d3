"""Forms of the admin as a browser would send them back."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects what the forms of a page hold; templates are left out."""

    def __init__(self):
        super().__init__()
        self.data = {}
        self.select = self.area = None
        self.in_template = 0

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "template":
            self.in_template += 1
        if self.in_template or ("disabled" in a and tag != "option"):
            return
        name = a.get("name")
        if tag == "input" and name:
            self._input(a, name)
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            if "selected" in a or self.select not in self.data:
                self.data[self.select] = [a.get("value", "")]
        elif tag == "textarea" and name:
            self.area = name
            self.data[name] = [""]

    def _input(self, a, name):
        kind = a.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" in a:
                self.data.setdefault(name, []).append(a.get("value", "on"))
        elif kind not in ("submit", "file"):
            self.data[name] = [a.get("value", "")]

    def handle_endtag(self, tag):
        if tag == "template":
            self.in_template -= 1
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.data[self.area][0] += data.removeprefix("\n")


def fields_of(response):
    parser = _Fields()
    parser.feed(response.content.decode())
    return parser.data


def fill(client, url, **changes):
    """Open a page, change some of its fields, and send it; returns the answer.

    A name's `__` stands for the dash of a field in a list.
    """
    page = client.get(url)
    assert page.status_code == 200, page.status_code
    data = fields_of(page)
    data |= {name.replace("__", "-"): value for name, value in changes.items()}
    return client.post(url, {k: v for k, v in data.items() if v is not None})
