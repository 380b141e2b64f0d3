"""Whole pages are kept for all, and nothing of anybody is on them."""

import gzip

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import PageViewRestriction

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/en/", "/en/shows/", "/en/shows/swan-lake/"])
def test_nothing_of_a_person_is_on_a_kept_page(client, pages, address):
    for name in ("canary-one", "canary-two"):
        user = UserFactory(email=f"{name}@example.org")
        client.force_login(user)
        response = client.get(address)

        text = response.content.decode()
        assert "canary" not in text
        assert "csrf" not in text
        assert not response.cookies
        assert response["Cache-Control"] == "public, max-age=1"
        assert "Cookie" not in response["Vary"]


def test_the_second_visitor_gets_the_copy(client, pages, django_assert_num_queries):
    first = client.get("/en/shows/swan-lake/")

    with django_assert_num_queries(0):
        second = client.get("/en/shows/swan-lake/")

    assert second.content == first.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]


def test_languages_are_kept_apart(client, pages):
    english = client.get("/en/shows/swan-lake/").content.decode()
    chinese = client.get("/zh-hans/shows/swan-lake/").content.decode()

    assert '<html lang="en">' in english
    assert '<html lang="zh-Hans">' in chinese


def test_a_preview_is_neither_kept_nor_answered_from_a_copy(client, pages):
    live = client.get("/en/shows/swan-lake/").content
    draft = pages["en"]
    draft.title = "Only a draft"

    preview = draft.make_preview_request()

    assert b"Only a draft" in preview.content
    assert client.get("/en/shows/swan-lake/").content == live


def test_a_restricted_page_is_not_kept(client, pages):
    PageViewRestriction.objects.create(
        page=pages["en"], restriction_type=PageViewRestriction.LOGIN
    )
    client.force_login(UserFactory())
    assert client.get("/en/shows/swan-lake/").status_code == 200

    client.logout()

    assert client.get("/en/shows/swan-lake/").status_code == 302


def test_the_bar_for_staff_exists_for_staff_alone(client, pages):
    address = reverse("content:user-bar", args=[pages["en"].pk])
    assert client.get(address, follow=True).status_code == 404
    editor = UserFactory()
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(editor)

    response = client.get(address)

    assert response.status_code == 200
    assert "private" in response["Cache-Control"]


def test_a_reader_who_has_the_page_is_sent_none(client, pages):
    first = client.get("/en/shows/")
    again = client.get("/en/shows/", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
    assert not again.content


def test_the_compressed_copy_is_the_same_page(client, pages):
    plain = client.get("/en/shows/")
    zipped = client.get("/en/shows/", headers={"accept-encoding": "gzip"})

    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
