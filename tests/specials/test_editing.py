"""What an editor meets: mistakes told on the field, a preview, drafts, a schedule."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.documents.models import Document
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    streamfield,
)

from content.specials.blocks import SpecialBlock
from content.specials.models import SpecialIndexPage, SpecialPage
from tests.small_site import picture
from tests.specials.conftest import stored

pytestmark = pytest.mark.django_db
MARKUP = "<script>steal()</script><img src=x onerror=steal()>"
PASTED = {
    "blocks": [
        {
            "key": "a",
            "text": f"Kept words and a link {MARKUP}",
            "type": "unstyled",
            "depth": 0,
            "inlineStyleRanges": [{"offset": 0, "length": 4, "style": "BOLD"}],
            "entityRanges": [{"offset": 17, "length": 4, "key": 0}],
        }
    ],
    "entityMap": {
        "0": {
            "type": "LINK",
            "mutability": "MUTABLE",
            "data": {"url": "javascript:steal()", "onclick": "steal()"},
        }
    },
}


def errors_of(kind, value):
    """The fields that the editor finds marked in that block."""
    (block,) = stored([(kind, value)])
    with pytest.raises(ValidationError) as refused:
        SpecialBlock().child_blocks[kind].clean(block.value)
    error = refused.value
    return set(getattr(error, "block_errors", {}) or ()) or {"the block"}


@pytest.mark.parametrize("stars", ["5.5", "-0.5", "3.3"])
def test_stars_out_of_range_are_told_on_their_field(site, stars):
    review = {"stars": stars, "text": "A", "source": "B"}

    assert errors_of("review", review) == {"stars"}


def test_a_film_needs_a_file_or_an_address(site):
    assert errors_of("video", {"title": "Film"}) == {"file"}


@pytest.mark.parametrize("link", ["films", "ftp://films.example/1", "https://"])
def test_a_broken_address_of_a_film_is_told_on_its_field(site, link):
    assert errors_of("video", {"title": "Film", "link": link}) == {"link"}


def test_a_document_that_is_no_film_is_told_on_its_field(site):
    document = Document.objects.create(title="Plan", file="documents/plan.pdf")

    assert errors_of("video", {"title": "Film", "file": document.pk}) == {"file"}


def test_a_picture_says_what_it_shows_or_that_it_decorates(site):
    image = picture("lake")
    decorates = {"image": image.pk, "decorative": True}
    (block,) = stored([("image", decorates)])

    assert errors_of("image", {"image": image.pk}) == {"alternative"}
    SpecialBlock().child_blocks["image"].clean(block.value)


def test_pictures_of_a_gallery_always_say_what_they_show(site):
    image = picture("lake")
    pictures = [{"image": image.pk, "alternative": ""}] * 2

    assert errors_of("gallery", {"pictures": pictures}) == {"pictures"}


def test_dates_of_nothing_are_refused(site):
    assert errors_of("dates", {"shows": [], "performances": []}) == {"the block"}


def special_form(show, *blocks, **fields):
    return nested_form_data(
        {
            "title": "Behind the lake",
            "slug": "behind-the-lake",
            "standfirst": "A read.",
            "author_line": "",
            "picture": "",
            "picture_alt": "",
            "shows": inline_formset([{"show": show.pk}]),
            "performances": inline_formset([]),
            "comments": inline_formset([]),
            "body": streamfield(list(blocks)),
            **fields,
        }
    )


def dates_block(show):
    keys = {"shows": streamfield_list([show.pk]), "performances": streamfield_list([])}
    return ("dates", {"title": "", **keys})


def streamfield_list(values):
    return {
        "count": str(len(values)),
        **{
            str(n): {"value": value, "deleted": "", "order": str(n), "type": "item"}
            for n, value in enumerate(values)
        },
    }


@pytest.fixture
def desk_index(editor):
    return SpecialIndexPage.objects.get(locale__language_code="en")


def add_url(index):
    return f"/admin/pages/add/specials/specialpage/{index.pk}/"


def test_what_is_pasted_is_cleaned(editor, desk_index, show):
    pasted = ("paragraph", json.dumps(PASTED))
    form = special_form(show, pasted, **{"action-publish": "1"})

    editor.post(add_url(desk_index), form)

    page = SpecialPage.objects.get()
    told = Client().get(page.url).content.decode()
    assert "<b>Kept</b> words" in told
    assert "javascript:" not in told
    assert "onclick" not in told
    assert "&lt;script&gt;steal()&lt;/script&gt;&lt;img" in told


def test_a_special_that_is_not_saved_yet_shows_its_dates_live(
    editor, desk_index, pages, show, performance
):
    form = special_form(show, dates_block(show))
    name = f"/admin/pages/add/specials/specialpage/{desk_index.pk}/preview/"

    told = editor.post(name, form).json()
    shown = editor.get(name).content.decode()

    assert told["is_valid"]
    assert f"/en/performances/{performance.pk}/" in shown
    assert "4 left" in shown
    assert not SpecialPage.objects.exists()


def test_a_draft_stays_unseen_and_its_history_is_kept(editor, publish, client):
    page = publish("First words")
    page.title = "Second words"
    page.save_revision(user=editor.user)

    assert "Second words" not in client.get(page.url).content.decode()
    history = editor.get(f"/admin/pages/{page.pk}/history/")
    assert history.status_code == 200
    assert page.revisions.count() == 2


def test_submitting_to_moderation_is_offered(editor, publish):
    page = publish()

    form = editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()

    assert "action-submit" in form
