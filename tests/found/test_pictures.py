"""The picture that a shared link comes with."""

import re
from io import BytesIO
from threading import Thread

import PIL.Image
import pytest
from django_tasks_db.models import DBTaskResult

from content.found.pictures import files
from content.found.pictures.drawing import Words, draw
from content.found.pictures.tasks import draw_share_picture

LONG = "马勒“复活”交响曲：上海爱乐乐团2026—2027音乐季开幕音乐会" * 3


def opened(content):
    return PIL.Image.open(BytesIO(content))


@pytest.mark.parametrize("title", ["Hamlet", "天鹅湖", LONG, "W" * 200, ""])
def test_any_title_has_room(title):
    picture = opened(draw(Words("House", title, "3 Dec, 19:30", LONG, "none"), None))

    assert picture.size == (1200, 630)
    assert picture.format == "JPEG"


def test_the_poster_stands_beside_the_words():
    poster = BytesIO()
    PIL.Image.new("RGB", (400, 500), "#00ff00").save(poster, "PNG")

    picture = opened(draw(Words("H", "T", "", "", "drama"), poster.getvalue()))

    assert picture.getpixel((1100, 300))[1] > 200
    assert picture.getpixel((20, 300))[1] < 60


def address_of(client, page):
    text = client.get(page).content.decode()
    return re.search(r'og:image" content="http://testserver(/share/[^"]+)"', text)[1]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_page_names_its_picture(client, pages, language, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    address = address_of(client, f"/{language}/shows/swan-lake/")

    response = client.get(address)

    assert response["Content-Type"] == "image/jpeg"
    assert opened(response.content).size == (1200, 630)
    assert "immutable" in response["Cache-Control"]


@pytest.mark.django_db
def test_other_words_make_another_picture(client, pages, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page = pages["en"]
    before = address_of(client, "/en/shows/swan-lake/")
    client.get(before)
    page.title = "Swan Lake again"
    page.save()

    led = client.get(before)["Location"]
    assert led != before
    assert client.get(led).status_code == 200
    # The one before is gone.
    assert len(list((tmp_path / "share").iterdir())) == 1

    page.unpublish()
    assert client.get(led).status_code == 404


@pytest.mark.django_db
def test_it_is_drawn_when_the_page_is_published(
    client, pages, settings, tmp_path, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    for page in pages.values():
        page.save_revision().publish()
        assert DBTaskResult.objects.filter(
            task_path=draw_share_picture.module_path, args_kwargs__args=[page.pk]
        ).exists()
        draw_share_picture.call(page.pk)
    address = address_of(client, "/zh-hans/shows/swan-lake/")

    assert len(list((tmp_path / "share").iterdir())) == 2
    monkeypatch.delattr(files, "draw")
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_nothing_is_drawn_of_what_nobody_sees(pages, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    pages["en"].unpublish()

    draw_share_picture.call(pages["en"].pk)
    draw_share_picture.call(999_999)

    assert not (tmp_path / "share").exists()


def test_a_crowd_has_it_drawn_once(monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drawn = []

    class Page:
        pk, poster_id, poster, hero = 1, None, None, None

    def slowly(words, poster):
        drawn.append(words)
        return draw(words, poster)

    monkeypatch.setattr(files, "draw", slowly)
    monkeypatch.setattr(files, "WAIT_SECONDS", 60)
    words, found = Words("H", "T", "", "", "drama"), []
    crowd = [
        Thread(target=lambda: found.append(files.picture_file(Page, words)))
        for _n in range(8)
    ]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()

    assert len(drawn) == 1
    assert len(set(found)) == 1
    assert found[0].exists()
