"""What the pages of galleries say, and what they ask of the database."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document

from content.galleries.selectors import latest_galleries, of_show
from tests.factories import PerformanceFactory, ShowFactory, UserFactory
from tests.galleries.conftest import publish_gallery

# What is kept for a second is kept: counts must not hang on the clock.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]


def text_of(client, gallery, **query):
    response = client.get(gallery.get_url(), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("The swans rehearse", "Act one", "Ann Lens", "3 pictures")),
        ("zh-hans", ("天鹅的排练", "Act one", "3张图片")),
    ],
)
def test_a_gallery_tells_of_its_pictures(client, galleries, language, said):
    text = text_of(client, galleries[language])

    for words in said:
        assert words in text
    assert text.count('class="shot"') == 3


def test_a_gallery_shows_the_dates_with_price_and_a_way_to_book(
    client, gallery, performance
):
    text = text_of(client, gallery)

    assert f'href="/en/performances/{performance.pk}/"' in text
    assert "¥100" in text


def test_the_evening_stays_on_the_page_when_it_is_over(client, show, pages, now):
    evening = PerformanceFactory(show=show, starts_at=now - timedelta(days=3))
    page = publish_gallery(show, performance=evening)

    assert f"{evening.local_start:%Y}" in text_of(client, page)


def test_an_evening_of_another_show_is_refused(show, pages):
    other = PerformanceFactory(show=ShowFactory())

    with pytest.raises(ValidationError) as refused:
        publish_gallery(show, performance=other)

    assert list(refused.value.message_dict) == ["performance"]


def test_cards_tell_of_all_galleries_and_of_a_shows_own(show, gallery, now):
    publish_gallery(ShowFactory(), title="Another show", captions=())

    found = {"language": "en", "now": now}
    latest = latest_galleries(**found, most=5)
    own = of_show(show.pk, **found)

    assert [card.title for card in latest] == ["Another show", "The swans rehearse"]
    assert [(card.title, card.pictures, card.films) for card in own] == [
        ("The swans rehearse", 3, 0)
    ]
    assert own[0].cover.title == "Act one"
    assert latest_galleries(language="zh-hans", now=now, most=5) == ()


def test_a_gallery_is_gone_when_its_day_to_go_has_come(gallery, now):
    gallery.expire_at = now
    gallery.save()

    assert latest_galleries(language="en", now=now, most=5) == ()


def test_the_interface_tells_of_a_gallery(client, gallery):
    told = client.get(f"/api/v2/pages/{gallery.pk}/?fields=*").json()

    assert told["show_id"] == gallery.show_id
    first = told["pictures"][0]
    assert (first["caption"], first["credit"]) == ("Act one", "Ann Lens")
    assert first["image"]["cut"]["large"]["srcset"]
    assert "original_images" not in str(told)


def test_the_pages_are_the_same_for_everybody_and_kept_whole(client, gallery):
    client.force_login(UserFactory(email="canary@example.org"))
    for page in (gallery, gallery.get_parent()):
        response = client.get(page.get_url())

        assert "public" in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "")
        assert "canary" not in response.content.decode()


def test_a_film_is_told_from_pictures(client, show, pages, now):
    gallery = publish_gallery(show, captions=("A rehearsal",))
    row = gallery.pictures.get()
    row.link = "https://www.films.example/rehearsal"
    row.full_clean()
    row.save()

    text = text_of(client, gallery)

    [card] = of_show(show.pk, language="en", now=now)
    assert (card.pictures, card.films) == (0, 1)
    assert 'href="https://www.films.example/rehearsal"' in text
    assert "Watch at films.example" in text


def test_a_film_is_a_film_and_in_one_place(show, pages):
    row = publish_gallery(show, captions=("A rehearsal",)).pictures.get()
    file = SimpleUploadedFile("paper.pdf", b"%PDF-")
    row.film = Document.objects.create(title="Paper", file=file)
    with pytest.raises(ValidationError) as no_film:
        row.full_clean()
    row.link = "https://www.films.example/"
    with pytest.raises(ValidationError) as twice:
        row.full_clean()

    assert list(no_film.value.message_dict) == ["film"]
    assert list(twice.value.message_dict) == ["link"]


def queries_of(client, url):
    client.get(url)
    # The same site by another name, so that no copy is handed out.
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, HTTP_HOST="testserver:81").status_code == 200
    return len(queries)


def test_more_pictures_and_galleries_cost_no_more_queries(client, show, gallery):
    index = gallery.get_parent().get_url()
    few = queries_of(client, gallery.get_url()), queries_of(client, index)

    for n in range(3):
        publish_gallery(ShowFactory(), title=f"More {n}", captions="abcdefgh")
    large = publish_gallery(show, title="Large", captions="abcdefgh")

    many = queries_of(client, large.get_url()), queries_of(client, index)
    assert many[1] <= few[1]
    # The show has another gallery now, whose cover is looked for.
    assert many[0] <= few[0] + 2


def test_the_list_is_narrowed_by_the_show_in_the_address(client, show, gallery):
    publish_gallery(ShowFactory(slug="other"), title="Another show")
    index = gallery.get_parent()

    text = text_of(client, index, show=show.slug)

    assert "The swans rehearse" in text
    assert "Another show" not in text


def test_a_show_without_galleries_has_no_list(client, gallery):
    response = client.get(gallery.get_parent().get_url(), {"show": "nobody"})

    assert response.status_code == 404


def test_many_galleries_stand_on_several_pages(client, show, pages):
    made = [
        publish_gallery(show, title=f"Evening {n:02}", captions=()) for n in range(14)
    ]
    index = made[0].get_parent()

    first, second = text_of(client, index), text_of(client, index, page=2)

    assert "Evening 13" in first
    assert "Evening 00" not in first
    assert "Evening 00" in second
