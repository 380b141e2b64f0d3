"""Many pictures into a gallery with one press of a button."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from content.galleries import services
from content.galleries.models import GalleryPage
from tests.factories import ShowFactory
from tests.galleries.conftest import publish_gallery
from tests.galleries.test_uploads import HTML, drawn
from tests.small_site import picture

# Wagtail leaves the file of a new rendition to the collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def gallery(furnished):
    return publish_gallery(ShowFactory(), captions=("First",))


@pytest.fixture
def collection():
    """Two pictures that lie in a collection of their own."""
    made = Collection.get_first_root_node().add_child(name="Rehearsal")
    for name in ("Second", "Third"):
        image = picture(name)
        image.collection = made
        image.save()
    return made


def address(gallery):
    return reverse("gallery-pictures", args=[gallery.pk])


def draft_of(gallery):
    return GalleryPage.objects.get(pk=gallery.pk).get_latest_revision()


def titles(gallery):
    rows = draft_of(gallery).as_object().pictures.all()
    return [row.image.title for row in rows]


def test_files_and_a_collection_come_in_their_order(editor, gallery, collection):
    files = [SimpleUploadedFile(f"{n}.png", drawn("PNG", 8 + n)) for n in range(3)]
    wish = {"collection": collection.pk, "pictures": files, "credit": "Ann Lens"}

    answer = editor.post(address(gallery), wish)

    assert answer.url == reverse("wagtailadmin_pages:edit", args=[gallery.pk])
    assert titles(gallery) == ["First", "Second", "Third", "0", "1", "2"]
    assert gallery.pictures.count() == 1
    draft_of(gallery).publish()
    live = GalleryPage.objects.get(pk=gallery.pk).pictures.all()
    assert [row.locale for row in live] == [gallery.locale] * 6
    assert {row.credit for row in live} == {"Ann Lens"}


def test_the_form_with_the_draft_opens_and_leads_there(editor, gallery, collection):
    editor.post(address(gallery), {"collection": collection.pk})

    text = editor.get(reverse("wagtailadmin_pages:edit", args=[gallery.pk]))

    assert address(gallery) in text.content.decode()
    assert editor.get(address(gallery)).status_code == 200


def test_what_is_in_the_gallery_already_is_left_out(editor, gallery, collection):
    for _again in range(2):
        editor.post(address(gallery), {"collection": collection.pk})

    assert titles(gallery) == ["First", "Second", "Third"]


def test_one_file_that_is_no_picture_is_named_and_none_is_added(editor, gallery):
    files = [
        SimpleUploadedFile("good.png", drawn("PNG")),
        SimpleUploadedFile("page.jpg", HTML),
    ]

    answer = editor.post(address(gallery), {"pictures": files})

    assert answer.status_code == 422
    assert "page.jpg: Upload a valid image" in answer.content.decode()
    assert titles(gallery) == ["First"]


def test_asking_for_nothing_is_told(editor, gallery):
    answer = editor.post(address(gallery), {})

    assert "Choose files or a collection." in answer.content.decode()


def test_more_than_a_gallery_holds_is_refused_and_nothing_is_kept(
    editor, gallery, collection, monkeypatch
):
    monkeypatch.setattr(services, "MOST_PICTURES", 2)

    answer = editor.post(address(gallery), {"collection": collection.pk})

    assert "at most 200 pictures" in answer.content.decode()
    assert titles(gallery) == ["First"]


def test_only_who_may_change_the_page_and_upload_gets_there(
    client, editor, desk, member, gallery
):
    assert editor.get(address(gallery)).status_code == 200
    assert {c.get(address(gallery)).status_code for c in (client, desk, member)} == {
        302
    }
    assert editor.get(reverse("gallery-pictures", args=[1])).status_code == 404
