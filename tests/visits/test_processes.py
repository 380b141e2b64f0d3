"""Several web servers on one house, one of them killed, and the worker beside."""

import time
import urllib.request

import pytest

from content.visits.models import DayKey, Sighting, SiteDay
from tests.visits.conftest import FIREFOX, IPHONE
from tests.web_server import DIRECT, WebServer

pytestmark = pytest.mark.slow
PATIENCE = 180
CHART = "/en/chart/"


@pytest.fixture
def furnished(own_database):
    status, said = own_database.run("manage.py", "setup_house", "--empty")
    assert status == 0, said
    return own_database


def _look(server, agent, path=CHART):
    request = urllib.request.Request(server.address + path)
    request.add_header("User-Agent", agent)
    DIRECT.open(request, timeout=PATIENCE).close()


def _wait_until(claim):
    deadline = time.monotonic() + PATIENCE
    while not claim():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.1)


def _people():
    return Sighting.objects.values("person").distinct().count()


def _count(database):
    status, said = database.run("manage.py", "worker", "--once")
    assert status == 0, said
    return SiteDay.objects.values_list("people", "views").get()


def test_two_web_servers_count_the_same_person_once(furnished):
    one, two = WebServer(furnished), WebServer(furnished)
    with one.open(MARQUEE_VISITS_SECONDS="0.5"), two.open(MARQUEE_VISITS_SECONDS="0.5"):
        for server in (one, two, one):
            _look(server, FIREFOX)
        _look(two, IPHONE)
        _look(two, "Googlebot/2.1 (+http://www.google.com/bot.html)")
        _wait_until(lambda: _people() == 2)
        _wait_until(lambda: sum(Sighting.objects.values_list("views", flat=True)) == 4)

        assert _count(furnished) == (2, 4)

    assert DayKey.objects.count() == 1


def test_a_crash_loses_what_was_not_written_and_nothing_else(furnished):
    server = WebServer(furnished)
    server.start(MARQUEE_VISITS_SECONDS="0.5")
    _look(server, FIREFOX)
    _wait_until(lambda: _people() == 1)
    server.kill()

    with server.open(MARQUEE_VISITS_SECONDS="600"):
        _look(server, IPHONE)
        time.sleep(1)
        server.kill()
        server.start(MARQUEE_VISITS_SECONDS="0.5")

    assert _count(furnished) == (1, 1)


def test_who_is_asked_to_end_writes_down_what_is_left(furnished):
    server = WebServer(furnished)
    with server.open(MARQUEE_VISITS_SECONDS="600"):
        _look(server, FIREFOX)

    assert _count(furnished) == (1, 1)
