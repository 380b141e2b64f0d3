"""What a waiting room's pages ask for; the same in every language."""

from django.urls import re_path

from ticketing.rush import room_views

app_name = "room"

_ROOM = r"^(?P<pk>[0-9]{1,18})/"

urlpatterns = [
    re_path(rf"{_ROOM}status\.json$", room_views.status, name="status"),
    re_path(rf"{_ROOM}join/$", room_views.join, name="join"),
    re_path(rf"{_ROOM}longer/$", room_views.longer, name="longer"),
]
