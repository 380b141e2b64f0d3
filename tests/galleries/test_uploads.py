"""What is refused as a picture or a document, at each door of the admin."""

import json
from io import BytesIO

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image

# Wagtail leaves the file of a new rendition to the collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def drawn(kind, width=8, height=6, **options):
    held = BytesIO()
    PIL.Image.new("L", (width, height)).save(held, kind, **options)
    return held.getvalue()


def cut_short():
    """A JPEG of which half has been lost on the way."""
    held = BytesIO()
    PIL.Image.effect_noise((400, 300), 90).save(held, "JPEG")
    return held.getvalue()[: held.tell() // 2]


def too_many_dots():
    """A bomb: 64 million dots in some kilobytes."""
    held = BytesIO()
    PIL.Image.new("1", (8_000, 8_001)).save(held, "PNG")
    return held.getvalue()


def a_bomb():
    """As many dots as make Pillow itself refuse: 400 million."""
    held = BytesIO()
    PIL.Image.new("1", (20_000, 20_000)).save(held, "PNG")
    return held.getvalue()


REFUSED = {
    "drawing.svg": (SCRIPT, "Not a supported image format"),
    "page.jpg": (HTML, "Upload a valid image"),
    "drawing.png": (SCRIPT, "Not a valid .png image"),
    "picture.gif": (drawn("PNG"), "Not a valid .gif image"),
    "large.png": (too_many_dots(), "too many pixels"),
    "bomb.png": (a_bomb(), "too many pixels"),
    "heavy.png": (drawn("PNG") + bytes(21 * 1024 * 1024), "too big"),
    "half.jpg": (cut_short(), "This picture is damaged"),
    "page.html": (HTML, "Upload a valid image"),
}


def add_one(client, file):
    return client.post(reverse("wagtailimages:add"), {"title": "One", "file": file})


def add_in_chooser(client, file):
    url = reverse("wagtailimages_chooser:create")
    prefix = "image-chooser-upload"
    return client.post(url, {f"{prefix}-title": "One", f"{prefix}-file": file})


def add_among_many(client, file):
    url = reverse("wagtailimages:add_multiple")
    return client.post(
        url, {"title": "One", "files[]": file}, HTTP_X_REQUESTED_WITH="XMLHttpRequest"
    )


def said_of(response):
    text = response.content.decode()
    if response["Content-Type"].startswith("application/json"):
        told = json.loads(text)
        return told.get("error_message") or told.get("html") or told["htmlFragment"]
    return text


DOORS = (add_one, add_in_chooser, add_among_many)


@pytest.mark.parametrize("add", DOORS)
def test_what_is_no_picture_is_refused_with_a_sentence(editor, add):
    for name, (content, sentence) in REFUSED.items():
        response = add(editor, SimpleUploadedFile(name, content, "image/jpeg"))

        assert response.status_code == 200
        assert sentence in said_of(response), name
    assert not Image.objects.exists()


@pytest.mark.parametrize("add", DOORS)
def test_pictures_are_taken_at_each_door(editor, add):
    kinds = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
    for kind in kinds:
        add(editor, SimpleUploadedFile(f"picture.{kind.lower()}", drawn(kind)))

    assert [image.width for image in Image.objects.all()] == [8] * len(kinds)


def test_a_document_that_could_run_is_refused(editor):
    for name, content in (
        ("page.html", HTML),
        ("drawing.svg", SCRIPT),
        ("run.js", b""),
    ):
        file = SimpleUploadedFile(name, content or b"alert(1)", "application/pdf")

        response = editor.post(
            reverse("wagtaildocs:add"), {"title": "Paper", "file": file}
        )

        assert "is not allowed" in response.content.decode()
    assert not Document.objects.exists()


def a_document(name, content):
    file = SimpleUploadedFile(name, content)
    return Document.objects.create(title=name, file=file)


def test_html_in_a_document_never_runs(client, furnished):
    for name in ("paper.pdf", "table.csv", "words.txt"):
        document = a_document(name, HTML)
        for address in (document.url, document.file.url):
            response = client.get(address)
            b"".join(response)
            assert not response["Content-Type"].startswith("text/html")
            assert response["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in response["Content-Security-Policy"]


def test_what_lies_among_the_uploads_is_saved_and_not_shown(
    client, furnished, settings
):
    for name in ("page.html", "drawing.svg"):
        (settings.MEDIA_ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (settings.MEDIA_ROOT / name).write_bytes(SCRIPT)

        response = client.get(f"/media/{name}")

        b"".join(response)
        assert response["Content-Disposition"] == "attachment"
        assert "sandbox" in response["Content-Security-Policy"]


def test_originals_are_for_staff_alone(client, editor, member):
    file = SimpleUploadedFile("one.jpg", drawn("JPEG"))
    image = Image.objects.create(title="One", file=file)
    address = image.file.url
    roundabout = address.replace("/media/", "/media/images/../")

    answers = [c.get(address).status_code for c in (client, member)]
    assert answers == [404, 404]
    assert client.get(roundabout).status_code == 404
    staff = editor.get(address)
    assert b"".join(staff) == drawn("JPEG")
    assert "private" in staff["Cache-Control"]


def test_the_interface_names_no_originals(client, furnished):
    file = SimpleUploadedFile("one.jpg", drawn("JPEG"))
    image = Image.objects.create(title="One", file=file)

    for path in ("/api/v2/images/?fields=*", f"/api/v2/images/{image.pk}/"):
        text = client.get(path).content.decode()
        assert "original_images" not in text
        assert "/pictures/" in text
