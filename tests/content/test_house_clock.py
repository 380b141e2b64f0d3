"""What an editor plans in Wagtail's screens is planned by the house's clock."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.models import Revision
from wagtail.test.utils.form_data import rich_text
from wagtail.users.models import UserProfile

from content.models import StandardPage

pytestmark = pytest.mark.django_db
# In winter, so that London's clock is UTC's; the house stands in Shanghai.
PLANNED = "2042-01-07 10:00"
IN_SHANGHAI = datetime(2042, 1, 7, 2, 0, tzinfo=UTC)
IN_LONDON = datetime(2042, 1, 7, 10, 0, tzinfo=UTC)


@pytest.fixture
def address():
    page = StandardPage.objects.get(
        slug="how-booking-works", locale__language_code="en"
    )
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def plan(editor, address):
    """Plan the page for that moment; return what is kept, and what is shown again."""
    form = editor.get(address).context["form"]
    sent = {field.html_name: field.value() or "" for field in form}
    sent |= {"go_live_at": PLANNED, "action-publish": "1"}
    sent |= {"body": rich_text("<p>From the seat to the ticket.</p>")}
    sent |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    answer = editor.post(address, sent)
    assert answer.status_code == 302, answer.context["form"].errors
    shown = editor.get(address).content.decode()
    return Revision.objects.latest("pk").approved_go_live_at, shown


def test_a_plan_is_by_the_houses_clock(editor, address):
    kept, shown = plan(editor, address)

    assert kept == IN_SHANGHAI
    assert f'value="{PLANNED}"' in shown


def test_whoever_chose_a_clock_keeps_it(editor, address):
    UserProfile.objects.create(user=editor.user, current_time_zone="Europe/London")

    kept, shown = plan(editor, address)

    assert kept == IN_LONDON
    assert f'value="{PLANNED}"' in shown


def test_nothing_is_written_for_who_only_looks(editor, address):
    editor.get(address)

    assert not UserProfile.objects.exclude(current_time_zone="").exists()
