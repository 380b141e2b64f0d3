"""The style guide is there for staff and in development, with every part."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission
from django.template.loader import get_template

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PARTS = Path(settings.ROOT) / "templates" / "components"
# These come with others: in a card, as a row's button, or with what a page says.
WITHIN = {"picture.html", "thumb.html", "date_button.html", "icon.html", "review.html"}
WITHIN |= {"where.html"}


@pytest.fixture
def staff(client, site):
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    return client


def test_visitors_do_not_find_it(client, site):
    assert client.get("/styleguide/", follow=True).status_code == 404


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Sold out"), ("zh-hans", "售罄")]
)
def test_staff_see_every_state_in_their_language(staff, language, word):
    answer = staff.get("/styleguide/", headers={"accept-language": language})

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert word in page
    for state in ("on", "few", "gone", "soon", "bad"):
        assert f"state--{state}" in page


def test_no_part_is_left_out():
    told = "".join(
        Path(get_template(f"styleguide/{name}.html").origin.name).read_text()
        for name in ("buttons", "states", "cards", "rows", "fields", "notes", "table")
    )
    missing = [
        part.name
        for part in PARTS.glob("*.html")
        if part.name not in WITHIN and f"components/{part.name}" not in told
    ]

    assert missing == []
