"""How pictures come to their sizes: never while a page is built."""

from io import BytesIO
from urllib.parse import unquote

import PIL.Image
import pytest
from django.core.files.base import ContentFile
from wagtail.images.models import Image, Rendition

from content.galleries import tasks
from content.galleries.encoding import SPEED, encode_quickly
from content.galleries.models import GalleryPicture
from content.galleries.tasks import cut_pictures_of, lighten_pictures, without_lighter
from content.pictures import CARD, FULL, SHOT, SIZES, cutting, picture
from tests.galleries.conftest import publish_gallery

# Wagtail leaves the file of a new rendition to the collector.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def photograph(width=1500, height=1000, **options):
    """A JPEG as a camera makes it, never cut."""
    held = BytesIO()
    PIL.Image.new("RGB", (width, height), "teal").save(held, "JPEG", **options)
    file = ContentFile(held.getvalue(), name="photograph.jpg")
    return Image.objects.create(title="A photograph", file=file)


def lighten_all(*, leaving=0):
    """Let the worker come as often as it needs, on however slow a machine."""
    while without_lighter().count() > leaving:
        lighten_pictures.call()


@pytest.mark.parametrize("shape", [(1500, 1000), (333, 900), (90, 60)])
def test_what_is_promised_is_what_is_cut(shape):
    image = photograph(*shape)
    for size in SIZES.values():
        promised = picture(image, size)
        with cutting():
            cut = picture(image, size)

        assert "/media/images/" in cut.src
        # Wagtail rounds at each step.
        assert abs(promised.width - cut.width) <= 2
        assert abs(promised.height - cut.height) <= 2


def test_a_page_cuts_nothing_and_the_picture_comes_when_it_is_asked_for(
    client, show, pages
):
    gallery = publish_gallery(show, captions=())
    gallery.pictures.add(GalleryPicture(image=photograph()))
    gallery.save_revision().publish()

    text = client.get(gallery.get_url()).content.decode()

    assert Rendition.objects.count() == 0
    address = text.split('<img src="')[1].split('"')[0]
    answer = client.get(unquote(address.replace("&amp;", "&")), follow=True)
    assert answer["Content-Type"] == "image/webp"
    assert Rendition.objects.count() == 1


def test_an_address_that_was_not_given_out_cuts_nothing(client, house):
    image = photograph(60, 40)

    answer = client.get(f"/pictures/made-up/{image.pk}/width-5000")

    assert answer.status_code == 403
    assert Rendition.objects.count() == 0


def test_publishing_cuts_what_the_page_shows(show, pages):
    gallery = publish_gallery(show, captions=())
    gallery.pictures.add(GalleryPicture(image=photograph(600, 400)))
    gallery.save_revision().publish()

    cut_pictures_of.call(gallery.pk)

    specs = set(Rendition.objects.values_list("filter_spec", flat=True))
    assert specs == {*SHOT.specs, *FULL.specs}


def test_the_worker_makes_the_lighter_version_afterwards():
    image = photograph(600, 400)
    with cutting():
        assert picture(image, CARD).avif == ""

    lighten_all()

    light = picture(Image.objects.get(pk=image.pk), CARD)
    assert light.avif.count(".avif ") == 2


def test_it_stops_in_time_for_others_tasks_and_goes_on_later(monkeypatch):
    monkeypatch.setattr(tasks, "SPELL_SECONDS", 0)
    for image in (photograph(60, 40), photograph(60, 40)):
        with cutting():
            picture(image, CARD)

    left = []
    for _n in range(4):
        lighten_pictures.call()
        left.append(without_lighter().count())

    assert left == [3, 2, 1, 0]


def test_the_lighter_version_is_made_quickly(monkeypatch):
    """A saver in the place of Pillow's own is handed the options."""
    told = []
    monkeypatch.setitem(
        PIL.Image.SAVE,
        "AVIF",
        lambda image, _file, _name: told.append(dict(image.encoderinfo)),
    )
    encode_quickly()

    PIL.Image.new("RGB", (60, 40)).save(BytesIO(), "AVIF", quality=60)

    assert told == [{"quality": 60, "speed": SPEED, "max_threads": 1}]


def test_a_lost_file_stops_nothing():
    lost, other = photograph(60, 40), photograph(60, 40)
    for image in (other, lost):
        with cutting():
            picture(image, CARD)
    lost.file.storage.delete(lost.file.name)

    lighten_all(leaving=2)

    assert {row.image_id for row in without_lighter()} == {lost.pk}


def test_cut_versions_do_not_say_where_a_photograph_was_taken():
    exif = PIL.Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.0), 3: "E"})
    exif[0x010E] = "Backstage"
    image = photograph(600, 400, exif=exif, comment=b"secret place")
    assert b"Backstage" in image.file.read()

    with cutting():
        picture(image, CARD)
    lighten_all()

    for rendition in image.renditions.all():
        with PIL.Image.open(rendition.file) as cut:
            assert not cut.getexif()
            assert not {"exif", "xmp", "comment"} & set(cut.info)
        assert b"Backstage" not in rendition.file.read()
    assert image.renditions.count() == 4
