"""Every section that this program knows."""

from content.sections import comments, editorial, shows, standing


def register_sections() -> None:
    for room in (shows, editorial, standing, comments):
        room.register_sections()
