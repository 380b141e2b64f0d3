"""Pictures in the content API: their cut versions, and not the originals."""

from typing import Any, ClassVar

from rest_framework.fields import Field
from wagtail.images.api.v2.serializers import ImageSerializer
from wagtail.images.api.v2.views import ImagesAPIViewSet

from content.page_api import KeptAnswers
from content.pictures import FULL, SHOT, picture


class CutField(Field):
    """What an `img` element needs, small and filling a screen."""

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, image: Any) -> dict[str, dict[str, Any]]:
        sizes = {"small": SHOT, "large": FULL}
        return {name: picture(image, size).told() for name, size in sizes.items()}


class PictureSerializer(ImageSerializer):
    cut = CutField(read_only=True)


def _without_originals(fields: list[str]) -> list[str]:
    return [name for name in fields if name != "download_url"]


class PicturesAPIViewSet(KeptAnswers, ImagesAPIViewSet):
    """An original may say where it was taken, so visitors are not led to it."""

    base_serializer_class = PictureSerializer
    body_fields: ClassVar[list[str]] = [*ImagesAPIViewSet.body_fields, "cut"]
    meta_fields: ClassVar[list[str]] = _without_originals(ImagesAPIViewSet.meta_fields)
    listing_default_fields: ClassVar[list[str]] = [
        *_without_originals(ImagesAPIViewSet.listing_default_fields),
        "cut",
    ]
    nested_default_fields: ClassVar[list[str]] = [
        *_without_originals(ImagesAPIViewSet.nested_default_fields),
        "cut",
    ]
