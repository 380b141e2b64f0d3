"""A furnished house behind a web server of its own, as `script/server` starts it."""

import json
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from content.services import publish_show_page, story_of
from ground.names import CHINESE, ENGLISH
from starter.logins import FILE
from tests.factories import PlanVersionFactory, ShowFactory, offered_performance
from tests.own_database import OwnDatabase
from tests.web_server import WebServer
from ticketing.shows.models import Performance, ShowKind

WORDS = {
    ENGLISH: ("The Winter Garden", "A glass house, a frost, and one night to save it."),
    CHINESE: ("冬日花园", "一座玻璃房，一场霜冻，一夜之间的抢救。"),
}


@dataclass
class LivingSite:
    """Where the site answers, what it sells, and who may sign in."""

    address: str
    database: OwnDatabase
    performance: Performance

    def at(self, path):
        return f"{self.address}{path}"

    def password_of(self, email):
        kept = json.loads((self.database.folder / "keys" / FILE).read_text("utf-8"))
        return kept[email]["password"]

    def run_waiting_tasks(self):
        """Be the worker until nothing waits; mails are files in `mail/`."""
        settings = _settings(self.address)
        status, said = self.database.run("manage.py", "worker", "--once", **settings)
        assert status == 0, said

    @contextmanager
    def working(self):
        """Let a worker run beside the web server, as `script/server` does."""
        process = self.database.start("manage.py", "worker", **_settings(self.address))
        try:
            yield
        finally:
            process.terminate()
            said, _nothing = process.communicate(timeout=180)
        assert process.returncode == 0, said

    def mails(self):
        """Every mail so far, as its text."""
        folder = self.database.folder / "mail"
        return [path.read_text("utf-8") for path in sorted(folder.glob("*"))]


@contextmanager
def living_site(database):
    """Furnish the house of that database and open its doors."""
    server = WebServer(database)
    settings = _settings(server.address)
    status, said = database.run("manage.py", "setup_house", **settings)
    assert status == 0, said
    site = LivingSite(server.address, database, _show_on_sale())
    PlanVersionFactory(seats=30, standing=8)
    with server.open(**settings):
        yield site


def _settings(address):
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "MARQUEE_BASE_URL": address,
    }


def _show_on_sale():
    """A play with a page in both languages: 60 seats and 20 standing places."""
    now = timezone.now()
    kind = ShowKind.objects.get(code="drama")
    names = {"name_en": WORDS[ENGLISH][0], "name_zh_hans": WORDS[CHINESE][0]}
    show = ShowFactory(kind=kind, slug="the-winter-garden", **names)
    performance = offered_performance(
        show=show,
        seats=60,
        standing=20,
        price="280",
        now=now,
        starts_at=now + timedelta(days=6),
        on_sale_from=now - timedelta(days=1),
    )
    for language, (title, summary) in WORDS.items():
        words = {"title": title, "summary": summary, "story": story_of([summary])}
        publish_show_page(show, language=language, now=now, **words)
    return performance
