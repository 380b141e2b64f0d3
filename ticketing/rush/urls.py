"""The pages of a waiting room (under the language)."""

from django.urls import re_path

from ticketing.rush import room_pages

app_name = "rush"

_ROOM = r"^performances/(?P<pk>[0-9]{1,18})/room/"

urlpatterns = [
    re_path(rf"{_ROOM}$", room_pages.room, name="room"),
    re_path(rf"{_ROOM}line/$", room_pages.line, name="line"),
]
