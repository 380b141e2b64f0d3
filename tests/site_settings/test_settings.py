"""Brand, menu and footer: told on the field, shown in both languages."""

import json

import pytest
from django.urls import reverse

from content.site_settings.models import Brand, Navigation, Typeface
from ground import keeping
from tests.small_site import picture
from ticketing.house.contrast import contrast
from ticketing.house.models import House

BRAND = ("site_settings", "brand")


def test_contrast_is_measured_as_the_guidelines_do():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def brand_form(**fields):
    return {
        "name_en": "Marquee",
        "name_zh_hans": "华灯剧院",
        "logo": "",
        "accent": "#003366",
        "on_accent": "#ffffff",
        "typeface": "serif",
        **fields,
    }


def address(model):
    pk = model.load().pk
    return reverse(
        "wagtailsettings:edit", args=["site_settings", model._meta.model_name, pk]
    )


def test_an_administrator_changes_the_brand_on_one_screen(administrator, client):
    response = administrator.post(address(Brand), brand_form(name_en="The Globe"))
    keeping.forget_all()

    assert response.status_code == 302
    house = House.objects.get()
    assert (house.name_en, house.accent) == ("The Globe", "#003366")
    sheet = client.get("/brand.css").content.decode()
    assert "--accent:#003366" in sheet
    assert "Georgia" in sheet
    assert "The Globe" in client.get("/en/").content.decode()


def test_a_text_that_is_hard_to_read_is_told_on_its_field(administrator):
    form = brand_form(accent="#777777", on_accent="#666666")

    response = administrator.post(address(Brand), form)

    errors = response.context["form"].errors
    assert "hard to read" in str(errors["on_accent"])
    assert House.objects.get().accent != "#777777"


def test_an_editor_keeps_menus_and_leaves_the_brand_alone(editor):
    assert editor.get(address(Navigation)).status_code == 200
    assert editor.get(address(Brand)).status_code == 302


@pytest.mark.django_db
def test_a_logo_stands_in_place_of_the_name(client, site):
    Brand.objects.create(logo=picture("logo"))

    text = client.get("/en/").content.decode()

    assert '<a class="logo"' in text
    assert 'alt="Marquee"' in text
    assert text.count('class="wordmark"') == 1  # at the foot of the page


@pytest.mark.django_db
def test_each_typeface_has_a_sheet_of_its_own(client, house):
    brand = Brand.objects.create()
    sheets = set()
    for typeface in Typeface:
        brand.typeface = typeface
        brand.save()
        keeping.forget_all()
        sheets.add(client.get("/brand.css").content)

    assert len(sheets) == len(Typeface)


def link(**fields):
    empty = {"page": None, "address": "", "label_en": "", "label_zh_hans": ""}
    return {"type": "link", "value": {**empty, **fields}}


@pytest.mark.django_db
def test_the_menu_is_the_editors_in_each_language(client, site):
    Navigation.objects.create(
        menu=json.dumps(
            [
                link(address="/en/chart/", label_en="Hot", label_zh_hans="热门"),
                link(page=site["en"].get_children().get(slug="shows").pk),
            ]
        )
    )

    english = client.get("/en/").content.decode()
    chinese = client.get("/zh-hans/").content.decode()

    assert english.index(">Hot</a>") < english.index(">What’s on</a>")
    assert '<a href="/zh-hans/chart/" >热门</a>' in chinese
    assert ">演出</a>" in chinese


@pytest.mark.django_db
def test_the_footer_says_what_the_settings_say(client, site):
    column = {
        "title_en": "Plan your visit",
        "title_zh_hans": "来访须知",
        "links": [link(address="/en/venues/", label_en="Venues")["value"]],
    }
    profile = {"name": "Weibo", "address": "https://weibo.example.org/house"}
    Navigation.objects.create(
        columns=json.dumps([{"type": "column", "value": column}]),
        address_en="1 Quay Road",
        address_zh_hans="滨江路1号",
        profiles=json.dumps([{"type": "profile", "value": profile}]),
        small_print_en="A charity.",
    )

    english = client.get("/en/").content.decode()
    chinese = client.get("/zh-hans/").content.decode()

    for said in ("Plan your visit", "1 Quay Road", "weibo.example.org", "A charity."):
        assert said in english
    assert "来访须知" in chinese
    assert "滨江路1号" in chinese
    assert 'href="/zh-hans/venues/"' in chinese


def test_a_link_is_a_page_or_an_address(editor):
    form = {
        "menu-count": "1",
        "menu-0-deleted": "",
        "menu-0-order": "0",
        "menu-0-type": "link",
        "menu-0-id": "",
        "menu-0-value-page": "",
        "menu-0-value-address": "javascript:alert(1)",
        "menu-0-value-label_en": "Bad",
        "menu-0-value-label_zh_hans": "",
        "columns-count": "0",
        "profiles-count": "0",
    }

    response = editor.post(address(Navigation), form)

    assert response.status_code == 200
    assert "web address" in response.content.decode()
    assert not Navigation.load().menu
