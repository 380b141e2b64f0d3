"""Pictures in the frames of the design."""

from django import template
from wagtail.images.models import Image

from content import pictures

register = template.Library()


@register.simple_tag
def picture(image: Image, size: str) -> pictures.Picture:
    """Describe the `img` element of this image in that size."""
    return pictures.picture(image, pictures.SIZES[size])
