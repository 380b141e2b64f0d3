"""What galleries add to the admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from content.galleries.staff.views import many_pictures


def gallery_urls() -> list[URLPattern]:
    address = "galleries/<int:page_id>/pictures/"
    return [path(address, many_pictures, name="gallery-pictures")]


hooks.register("register_admin_urls", gallery_urls)
