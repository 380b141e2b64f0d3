"""Addresses of the waiting rooms' screens inside the admin."""

from django.urls import URLPattern, path

from ticketing.desk.rooms import acts, screens

ROOM = "desk/rooms/<int:performance_id>/"


def room_urls() -> list[URLPattern]:
    return [
        path("desk/rooms/", screens.rooms, name="desk-rooms"),
        path(ROOM, screens.room, name="desk-room"),
        path(f"{ROOM}live/", screens.live, name="desk-room-live"),
        path(f"{ROOM}pace/", acts.pace, name="desk-room-pace"),
        path(f"{ROOM}pause/", acts.pause, name="desk-room-pause"),
        path(f"{ROOM}resume/", acts.resume, name="desk-room-resume"),
        path(f"{ROOM}open/", acts.open_sale, name="desk-room-open"),
        path(f"{ROOM}remove/", acts.remove, name="desk-room-remove"),
    ]
