"""Synonyms and recommendations in the admin."""

import pytest
from django.urls import reverse

from search.models import Promotion, Synonym
from tests.factories import ShowFactory

pytestmark = pytest.mark.django_db
SYNONYMS = "wagtailsnippets_search_synonym"
PROMOTIONS = "wagtailsnippets_search_promotion"


def _text(response):
    return response.content.decode()


def test_an_editor_keeps_synonyms_and_sees_their_history(editor):
    response = editor.post(reverse(f"{SYNONYMS}:add"), {"words": "ballet, 芭蕾"})
    kept = Synonym.objects.get()
    history = editor.get(reverse(f"{SYNONYMS}:history", args=[kept.pk]))

    assert response.status_code == 302
    assert editor.user.get_username() in _text(history)
    assert "芭蕾" in _text(editor.get(reverse(f"{SYNONYMS}:list"), {"q": "ballet"}))


@pytest.mark.parametrize("words", ["", "ballet", "ballet, BALLET", "!!, ??"])
def test_one_word_is_no_group(editor, words):
    response = editor.post(reverse(f"{SYNONYMS}:add"), {"words": words})

    assert "w-field__errors" in _text(response)
    assert not Synonym.objects.exists()


def test_a_form_begins_with_what_its_link_says(editor):
    for desk in (SYNONYMS, PROMOTIONS):
        page = editor.get(reverse(f"{desk}:add"), {"words": "天鹅"})
        assert 'value="天鹅"' in _text(page)


def test_the_desk_keeps_out(desk):
    for name in (SYNONYMS, PROMOTIONS):
        for view in ("list", "add", "preview_on_add"):
            assert desk.get(reverse(f"{name}:{view}")).status_code in (302, 403)


def test_a_group_shows_what_it_would_find(editor, indexed):
    ShowFactory(name_en="Giselle", name_zh_hans="吉赛尔")
    indexed()
    address = reverse(f"{SYNONYMS}:preview_on_add")

    editor.post(address, {"words": "wilis, giselle"})
    text = _text(editor.get(address))

    assert "Giselle" in text
    assert "1 result (without the others: 0)" in text


def test_a_recommendation_shows_what_it_stands_before(editor, indexed, now):
    first, other = ShowFactory(name_en="Nutcracker"), ShowFactory(name_en="Giselle")
    indexed()
    kept = Promotion.objects.create(words="giselle", show=first)
    address = reverse(f"{PROMOTIONS}:preview_on_edit", args=[kept.pk])
    form = {"words": "giselle", "show": first.pk, "position": 0}

    editor.post(address, form)
    text = _text(editor.get(address))
    assert "Recommended by the house: <strong>Nutcracker" in text
    assert "<li>Giselle" in text

    first.withdrawn_at = now
    first.save()
    assert "not recommended to anybody" in _text(editor.get(address))
    assert other.name in _text(editor.get(address))


def test_without_an_index_a_preview_says_so(editor, settings, tmp_path):
    settings.SEARCH_FOLDER = tmp_path / "none"
    address = reverse(f"{SYNONYMS}:preview_on_add")

    editor.post(address, {"words": "wilis, giselle"})

    assert "does not answer" in _text(editor.get(address))
