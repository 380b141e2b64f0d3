"""What every house starts with."""

import json
import stat
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from content.models import HomePage
from members.models import Account, User
from starter.logins import logins
from starter.roles import ADMINISTRATORS, EDITORS, ORDER_DESK
from starter.terms import TERMS
from ticketing.delivery.models import Method
from ticketing.house.models import House, the_house
from ticketing.offers.models import Concession
from ticketing.shows.models import ShowKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(settings, tmp_path):
    settings.MARQUEE_KEYS = tmp_path / "keys"
    return tmp_path / "keys"


def _counts():
    models = (Account, Concession, Group, Locale, Method, Page, ShowKind, Site, User)
    return {model.__name__: model.objects.count() for model in models}


def test_beside_the_homes_there_is_no_page_of_nobodys(keys):
    call_command("setup_house", empty=True, verbosity=0)

    beginnings = Page.objects.filter(depth=2)
    assert {page.specific_class for page in beginnings} == {HomePage}
    assert Site.objects.get().root_page in beginnings


def test_a_new_house_can_sell(keys):
    call_command("setup_house", verbosity=0)

    assert the_house().name_in("zh-hans") == "华灯"
    assert ShowKind.objects.count() == 5
    assert {m.code for m in Method.objects.all()} == {"e-ticket", "collection"}
    assert all(c.proof_en and c.proof_zh_hans for c in Concession.objects.all())
    assert {locale.language_code for locale in Locale.objects.all()} == {
        "en",
        "zh-hans",
    }
    assert Page.objects.filter(slug="how-booking-works", live=True).count() == 2


def test_a_second_setup_changes_nothing(keys):
    call_command("setup_house", verbosity=0)
    before, passwords = _counts(), logins()

    call_command("setup_house", verbosity=0)

    assert _counts() == before
    assert logins() == passwords


def test_what_the_house_changed_stays(keys):
    call_command("setup_house", verbosity=0)
    Method.objects.filter(code="collection").update(is_active=False)
    Page.objects.filter(slug="how-booking-works").update(title="Read me")

    call_command("setup_house", verbosity=0)

    assert not Method.objects.get(code="collection").is_active
    assert Page.objects.filter(title="Read me").count() == 2


def test_the_terms_of_sale_are_there_and_named(keys, client):
    call_command("setup_house", verbosity=0)

    house = the_house()
    for address, title in (
        (house.terms_url_en, "Terms of sale"),
        (house.terms_url_zh_hans, "购票条款"),
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert f"<h1>{title}</h1>" in page.content.decode()
    assert not Page.objects.filter(slug="terms-of-sale", show_in_menus=True).exists()


def test_terms_of_the_houses_own_stay_named(keys):
    call_command("setup_house", verbosity=0)
    House.objects.update(terms_url_en="https://law.example/terms", terms_url_zh_hans="")

    call_command("setup_house", verbosity=0)

    house = House.objects.get()
    assert house.terms_url_en == "https://law.example/terms"
    assert house.terms_url_zh_hans == "/zh-hans/terms-of-sale/"


def test_a_page_of_terms_that_is_a_draft_is_not_named(keys):
    call_command("setup_house", verbosity=0)
    House.objects.update(terms_url_en="")
    Page.objects.get(slug="terms-of-sale", locale__language_code="en").unpublish()

    call_command("setup_house", verbosity=0)

    assert House.objects.get().terms_url_en == ""


def test_the_terms_say_as_much_in_both_languages():
    english, chinese = (TERMS[code]["body"].count("<h2>") for code in TERMS)

    assert english == chinese


def test_an_empty_house_has_no_logins(keys):
    call_command("setup_house", empty=True, verbosity=0)

    assert not User.objects.exists()
    assert logins() == []


def test_the_demo_passwords_are_the_owners_to_read(keys):
    call_command("setup_house", verbosity=0)

    file = Path(keys, "demo-logins.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(json.loads(file.read_text())) == 4


def test_a_login_that_changed_its_password_is_not_told(keys, capsys):
    call_command("setup_house", verbosity=0)
    user = User.objects.get(email="editor@marquee.example")
    user.set_password("another one")
    user.save()
    capsys.readouterr()

    call_command("house_logins")

    roles = [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()]
    assert roles == ["administrator", "order desk", "member"]


def _rights(name):
    group = Group.objects.get(name=name)
    return {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}


def test_each_group_lacks_what_is_not_its_own(keys):
    call_command("setup_house", verbosity=0)

    editors, desk, administrators = map(_rights, (EDITORS, ORDER_DESK, ADMINISTRATORS))
    assert "shows.add_show" in editors
    assert "orders.view_order" not in editors
    assert "orders.change_order" in desk
    assert "shows.add_show" not in desk
    assert {"house.change_house", "venues.add_hall"} <= administrators
    assert not {"members.change_user", "payments.change_entry"} & administrators
