"""Every section that this program knows."""

from content.sections import comments, editorial, offers, shows, standing


def register_sections() -> None:
    for room in (shows, editorial, offers, standing, comments):
        room.register_sections()
