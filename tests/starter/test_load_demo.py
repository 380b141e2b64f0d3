"""Loading the demo house: small parts of it here, the whole of it once."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from content.models import ShowPage
from reports.invariants import load
from starter.demo.loading import house as loading
from starter.demo.repertoire import read_repertoire
from ticketing.offers.models import Offer
from ticketing.offers.on_now import offers_now
from ticketing.orders.models import OrderLine
from ticketing.shows.models import Performance, Show
from ticketing.stock.models import Allotment, Cap, Place, PlaceState, Withholding
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _furnished(settings, tmp_path):
    settings.MARQUEE_KEYS = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("setup_house", empty=True, verbosity=0, stdout=StringIO())


def _small():
    """Two shows of the studio, with three dates each."""
    whole = read_repertoire()
    studio = [show for show in whole.shows if show.hall == "studio"][:2]
    shows = [replace(show, run=show.run[:3], gallery=()) for show in studio]
    return replace(whole, shows=tuple(shows))


def _load(monkeypatch, repertoire):
    monkeypatch.setattr(loading, "read_repertoire", lambda: repertoire)
    return loading.load_demo(now=timezone.now(), stream=StringIO())


def _offenders():
    now = timezone.now()
    return {one.name: list(one.offenders(now)) for one in load()}


def test_what_was_sold_is_as_true_as_any_sale(monkeypatch):
    loaded = _load(monkeypatch, _small())

    assert loaded.tickets == Ticket.objects.count() > 0
    assert Place.objects.filter(state=PlaceState.SOLD).count() == loaded.tickets
    assert {name for name, found in _offenders().items() if found} == set()


def test_sales_are_steered_once(monkeypatch):
    """A cap, places kept back, an allotment: nothing that would be untrue."""
    whole = read_repertoire()
    studio = [show for show in whole.shows if show.hall == "studio"][:4]
    shows = tuple(replace(show, gallery=()) for show in studio)
    _load(monkeypatch, replace(whole, shows=shows))
    made = _steered()

    _load(monkeypatch, replace(whole, shows=shows))

    assert made == _steered() == [1, 3, 1]
    assert {name for name, found in _offenders().items() if found} == set()


def _steered():
    kinds = (Cap, Withholding, Allotment)
    return [kind.objects.count() for kind in kinds]


def test_lines_are_described_in_both_languages(monkeypatch):
    _load(monkeypatch, _small())

    line = OrderLine.objects.select_related("performance__show", "place__seat").first()
    assert line.performance.show.name_en in line.description_en
    assert line.performance.show.name_zh_hans in line.description_zh_hans
    assert f"row {line.place.seat.row}, seat {line.place.seat.label}" in (
        line.description_en
    )


def test_a_second_loading_changes_nothing(monkeypatch):
    _load(monkeypatch, _small())
    tickets = Ticket.objects.count()

    again = _load(monkeypatch, _small())

    assert again == loading.Loaded(0, 0, 0, 0)
    assert Ticket.objects.count() == tickets


def test_an_interrupted_loading_is_completed(monkeypatch):
    small = _small()
    first = replace(small, shows=small.shows[:1])
    _load(monkeypatch, first)
    days = {p.source_code: p.starts_at for p in Performance.objects.all()}

    rest = _load(monkeypatch, small)

    assert (rest.shows, rest.performances) == (1, len(small.shows[1].run))
    assert rest.pages == 2
    kept = Performance.objects.filter(show__source_code=first.shows[0].slug)
    assert {p.source_code: p.starts_at for p in kept} == days


@pytest.mark.slow
def test_the_whole_demo_house_is_loaded():
    call_command("load_demo", stdout=StringIO())

    assert Show.objects.filter(source="demo").count() >= 40
    assert Show.objects.values("kind").distinct().count() == 5
    assert ShowPage.objects.filter(live=True, poster__isnull=False).count() >= 80
    assert Performance.objects.filter(cancelled_at__isnull=False).exists()
    assert not Performance.objects.filter(offered=False).exists()
    assert Performance.objects.filter(has_room=True, most_per_buyer=4).count() == 1
    assert Performance.objects.filter(has_waiting_list=True).exists()
    assert len(offers_now(timezone.now())) == Offer.objects.count() == 4
    assert {name for name, found in _offenders().items() if found} == set()
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "Made now: 0 shows, 0 performances with 0 tickets, 0 pages" in out.getvalue()
