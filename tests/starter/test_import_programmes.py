"""Importing a season into the house."""

import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from content.models import ShowPage
from starter.programmes import publishing
from tests.starter.seasons import concert, programme, season, work
from ticketing.shows.models import Credit, Performance, Show, Work
from ticketing.stock.models import Place, PriceTier
from ticketing.venues.models import Hall

pytestmark = pytest.mark.django_db

DATA = Path(
    os.environ.get("MARQUEE_DATA", Path(__file__).parents[3] / "shared" / "data")
)


@pytest.fixture(autouse=True)
def _furnished(settings, tmp_path, monkeypatch):
    settings.MARQUEE_KEYS = tmp_path / "keys"
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(publishing, "POSTERS", 1)
    call_command("setup_house", empty=True, verbosity=0, stdout=StringIO())


def _import(*paths, **options):
    """Run the command; return what it said and its exit status."""
    out, err = StringIO(), StringIO()
    status = 0
    try:
        call_command(
            "import_programmes", *map(str, paths), stdout=out, stderr=err, **options
        )
    except SystemExit as end:
        status = end.code
    return out.getvalue() + err.getvalue(), status


def _everything():
    models = (Show, Work, Credit, Performance, Hall, ShowPage)
    return [list(model.objects.order_by("pk").values()) for model in models]


def _next_month():
    return (timezone.now() + timedelta(days=30)).date()


def test_a_programme_becomes_a_show_with_all_its_parts(tmp_path):
    soloist = {
        "soloistName": "Ax, Emanuel",
        "soloistInstrument": "Piano",
        "soloistRoles": "S",
    }
    concerto = work(
        title="CONCERTO, PIANO NO. 14, E-FLAT MAJOR, K.449",
        code="51035*",
        composerName="Mozart,  Wolfgang  Amadeus",
        soloists=[soloist],
    )

    said, status = _import(
        season(tmp_path / "s.json", programme(works=[concerto, work()]))
    )

    show = Show.objects.get(source="nyphil", source_code="14934")
    performance = show.performances.get()
    assert (status, "1 made" in said) == (0, True)
    assert show.name_en == "Mahler: Symphony No. 5 · Manfred Honeck"
    assert show.name_zh_hans == "马勒：第五交响曲 · 曼弗雷德·霍内克"
    assert [(c.who, c.role_en) for c in show.credits.all()] == [
        ("Manfred Honeck", "Conductor"),
        ("Emanuel Ax", "Piano"),
    ]
    assert [item.work.name_en for item in show.programme.all()] == [
        "Piano Concerto No. 14 in E-flat major, K. 449",
        "Symphony No. 5 in C-sharp minor",
    ]
    assert f"{performance.local_start:%Y-%m-%d %H:%M}" == "2024-09-12 19:30"
    assert not performance.offered
    assert not Place.objects.exists()
    assert ShowPage.objects.filter(show=show, live=True).count() == 2


def test_a_second_import_changes_nothing(tmp_path):
    path = season(tmp_path / "s.json", programme("1"), programme("2"))
    _import(path)
    before = _everything()

    said, _status = _import(path)

    assert "0 made, 0 changed, 2 left, 0 skipped" in said
    assert _everything() == before


def test_what_the_source_corrects_is_changed(tmp_path):
    path = season(tmp_path / "s.json", programme("1"), programme("2"))
    _import(path)
    season(path, programme("1", concerts=[concert(time="8:00PM")]), programme("2"))

    said, _status = _import(path)

    performance = Performance.objects.get(show__source_code="1")
    assert "0 made, 1 changed, 1 left" in said
    assert f"{performance.local_start:%H:%M}" == "20:00"


def test_a_bad_programme_is_named_and_the_rest_is_kept(tmp_path):
    path = season(tmp_path / "s.json", programme("1", concerts=[]), programme("2"))

    said, status = _import(path)

    assert status == 1
    assert "s.json, programme 1 (programID 1): it has no concerts" in said
    assert "1 made, 0 changed, 0 left, 1 skipped" in said


def test_a_truncated_file_changes_nothing_and_says_why(tmp_path):
    good = season(tmp_path / "good.json", programme())
    bad = tmp_path / "bad.json"
    bad.write_bytes(good.read_bytes()[:-40])

    with pytest.raises(CommandError, match=r"bad\.json can't be read.*line 1") as end:
        _import(good, bad)

    assert end.value.returncode == 2
    assert not Show.objects.exists()


def test_only_what_is_public_and_ahead_is_offered(tmp_path):
    path = season(
        tmp_path / "s.json",
        programme("1", concerts=[concert(), concert(day="2024-09-14")]),
        programme("2", concerts=[concert(eventType="Chamber Concert (Private)")]),
        programme("3", concerts=[concert(eventType="Lecture")]),
    )

    said, _status = _import(path, shift_to=_next_month(), offer=True)

    offered = Performance.objects.filter(offered=True)
    assert "Performances put on sale: 2." in said
    assert {p.show.source_code for p in offered} == {"1"}
    assert not ShowPage.objects.filter(show__source_code="2").exists()
    assert PriceTier.objects.filter(performance=offered[0]).count() == 4
    assert offered[0].places.filter(tier=None).count() == 0


def test_past_concerts_are_not_offered(tmp_path):
    _import(season(tmp_path / "s.json", programme()), offer=True)

    assert not Performance.objects.filter(offered=True).exists()


def test_a_free_concert_costs_nothing(tmp_path):
    park = concert(eventType="Parks", Venue="Cunningham Park", Location="Queens, NY")

    _import(
        season(tmp_path / "s.json", programme(concerts=[park])),
        shift_to=_next_month(),
        offer=True,
    )

    assert [tier.price for tier in PriceTier.objects.all()] == [0]
    assert Place.objects.count() == 500


def test_what_is_on_sale_keeps_its_date(tmp_path):
    path = season(tmp_path / "s.json", programme())
    _import(path, shift_to=_next_month(), offer=True)
    before = Performance.objects.get().starts_at

    said, _status = _import(path)

    assert Performance.objects.get().starts_at == before
    assert "on sale already" in said


def test_an_unknown_place_is_noted(tmp_path):
    lost = concert(Venue="The Shell", Location="Atlantis, THE DEEP")

    said, _status = _import(season(tmp_path / "s.json", programme(concerts=[lost])))

    assert "Atlantis: time zone taken from New York" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "programmes", "concerts"),
    [
        ("1995-96_to_2003-04.json.gz", 950, 1766),
        ("2004-05_to_2010-11.json.gz", 978, 1522),
        ("2024-25_to_now.json", 144, 252),
    ],
)
def test_a_real_season_is_taken_whole(name, programmes, concerts):
    path = DATA / "nyphil" / name
    if not path.exists():
        pytest.skip(f"{path} is not there")

    said, status = _import(path)

    assert status == 0
    assert f"{programmes} made, 0 changed, 0 left, 0 skipped" in said
    assert Performance.objects.count() == concerts
    assert Hall.objects.filter(name_en="David Geffen Hall").count() == 1
    again, _status = _import(path)
    assert f"0 made, 0 changed, {programmes} left" in again
