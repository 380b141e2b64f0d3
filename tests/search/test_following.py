"""The index follows the database: what changes is found, what is hidden is not."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from search.engines.choosing import embedded
from search.following import catching_up
from search.models import Cursor, Mark
from search.port import EngineDown
from search.tasks import follow, look_after
from search.tree import Between, Filed, Label, Number
from tests.checkout import shop
from tests.factories import ShowFactory, on_sale_now
from ticketing.shows.models import Company, CompanyRole, Performance, Show
from ticketing.stock.models import StockEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(indexed):
    """An index that follows; what is called brings it up to date."""
    indexed()
    follow.call()
    return follow.call


def key(show):
    return f"show:{show.pk}"


def test_a_new_name_is_found_and_the_old_one_is_not(followed, found, performance):
    show = performance.show
    show.name_en = "The Winter Regatta"
    show.save()
    followed()

    assert key(show) in found("winter regatta")
    assert not Mark.objects.exists()


def test_rows_written_in_bulk_are_found(followed, found):
    show = ShowFactory.build(name_en="Lanterns Adrift", kind=ShowFactory().kind)
    Show.objects.bulk_create([show])
    followed()

    assert found("lanterns adrift") == [key(Show.objects.get(slug=show.slug))]


def test_new_dates_of_a_show_are_followed(followed, found, performance):
    day = performance.starts_at + timedelta(days=40)
    later = Performance(
        show=performance.show,
        hall=performance.hall,
        supplier=performance.supplier,
        currency="CNY",
        starts_at=day,
    )
    Performance.objects.bulk_create([later])
    followed()

    on_day = Between(Number.DAY, later.local_start.toordinal() - 1, None)
    assert key(performance.show) in found("", always=(on_day,))


def test_a_withdrawn_show_is_gone_with_those_only_it_names(
    followed, found, performance
):
    show = performance.show
    company = Company.objects.create(name_en="Quicksilver Players")
    show.show_companies.create(company=company, role=CompanyRole.PERFORMING)
    followed()
    assert f"company:{company.pk}" in found("quicksilver")

    show.withdrawn_at = timezone.now()
    show.save()
    followed()

    assert found("quicksilver") == []


def test_a_company_that_is_renamed_renames_its_shows(followed, found, performance):
    company = Company.objects.create(name_en="Old Name")
    performance.show.show_companies.create(company=company, role=CompanyRole.PERFORMING)
    followed()
    company.name_en = "Saltwater Opera"
    company.save()
    followed()

    assert key(performance.show) in found("saltwater")


def test_sold_out_and_back_is_followed(followed, found, client, house):
    performance = shop.now_on_sale(seats=1)
    followed()
    can_be_had = (Filed(Label.STATE, ("open",)),)
    assert key(performance.show) in found("", always=can_be_had)

    shop.hold(client, performance, shop.places_of(performance, 1))
    assert StockEvent.objects.filter(performance=performance, kind="held").exists()
    followed()

    assert key(performance.show) not in found("", always=can_be_had)


def test_an_opening_sale_is_followed_by_the_clock(followed, found, monkeypatch, house):
    performance = on_sale_now()
    now = timezone.now()
    opens = now + timedelta(hours=1)
    Performance.objects.filter(pk=performance.pk).update(on_sale_from=opens)
    performance.show.save()
    followed()
    soon = (Filed(Label.STATE, ("soon",)),)
    assert key(performance.show) in found("", always=soon)

    catching_up.catch_up(now=opens + timedelta(seconds=1))

    assert key(performance.show) not in found("", always=soon)


def test_a_published_page_is_found_and_a_private_one_is_not(
    followed, found, pages, show
):
    page = pages["en"]
    page.title = "Where the Tide Turns"
    page.save_revision().publish()
    followed()
    assert key(show) in found("where the tide turns")

    PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    followed()

    assert key(show) not in found("where the tide turns")


def test_a_draft_is_never_found(followed, found, pages, show):
    page = pages["en"]
    page.title = "Nobody Knows of This"
    page.save_revision()
    followed()

    assert found("nobody knows of this") == []


def test_an_engine_that_is_down_keeps_its_marks(
    followed, found, performance, monkeypatch
):
    def down(*_args):
        raise EngineDown("the disk is full")

    show = performance.show
    show.name_en = "After the Flood"
    show.save()
    with monkeypatch.context() as broken:
        broken.setattr(type(embedded()), "write", down)
        followed()
    assert Mark.objects.exists()
    assert key(show) not in found("after the flood")

    followed()

    assert key(show) in found("after the flood")


def test_a_house_without_an_index_builds_one(settings, tmp_path, found, performance):
    settings.SEARCH_FOLDER = tmp_path / "new"

    look_after.call()

    assert key(performance.show) in found(performance.show.name_en)


def test_a_house_that_was_restored_is_compared_whole(followed, found, performance):
    show = performance.show
    Show.objects.filter(pk=show.pk).update(name_en="From the Backup")
    Cursor.objects.update(at=timezone.now() - timedelta(days=1))

    followed()

    assert key(show) in found("from the backup")


def test_nothing_is_asked_of_the_engine_where_nothing_changed(
    followed, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15):
        followed()


def test_the_check_names_differences_and_mends_them(performance, followed):
    Show.objects.filter(pk=performance.show_id).update(name_en="Behind the Back")
    out = StringIO()

    with pytest.raises(CommandError, match="differs"):
        call_command("search_check", stdout=out)
    assert f"older than the database: {key(performance.show)}" in out.getvalue()

    call_command("search_check", mend=True, stdout=StringIO())
    call_command("search_check", stdout=out)
    assert "no differences" in out.getvalue()


def test_a_rebuild_shows_its_progress_and_answers(followed, found, performance, capsys):
    Show.objects.filter(pk=performance.show_id).update(name_en="Wholly New")

    call_command("search_rebuild", stdout=StringIO())

    assert "Search: " in capsys.readouterr().err
    assert key(performance.show) in found("wholly new")
