"""The sections that an editor puts together as the home page."""

from typing import Any, Final
from uuid import uuid4

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

MOST: Final = 12


class SectionBlock(blocks.StructBlock):
    """A section that fills itself; `content.sections` says with what."""

    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=80,
        help_text=_("Empty: the section’s own."),
    )
    most = blocks.IntegerBlock(
        label=_("How many at most"),
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=_("Empty: as many as look well."),
    )


class TextSectionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=80)
    text = blocks.RichTextBlock(
        label=_("Text"), features=["h3", "bold", "italic", "link", "ul", "ol"]
    )

    class Meta:
        icon = "pilcrow"
        label = _("Free text")


class HomeSections(blocks.StreamBlock):
    """What stands on the home page below the featured show, from top to bottom."""

    next = SectionBlock(icon="date", label=_("Today and tomorrow"))
    shows = SectionBlock(icon="grip", label=_("Next shows"))
    openings = SectionBlock(icon="time", label=_("Opening soon"))
    announcements = SectionBlock(icon="warning", label=_("Announcements"))
    news = SectionBlock(icon="doc-full", label=_("News"))
    offers = SectionBlock(icon="tag", label=_("On offer now"))
    chart = SectionBlock(icon="order-down", label=_("Hot chart"))
    specials = SectionBlock(icon="pick", label=_("Specials"))
    galleries = SectionBlock(icon="image", label=_("Galleries"))
    comments = SectionBlock(icon="comment", label=_("Latest comments"))
    figures = SectionBlock(icon="order", label=_("In figures"))
    text = TextSectionBlock()

    class Meta:
        block_counts = {
            name: {"max_num": 1}
            for name in (
                "next",
                "shows",
                "openings",
                "announcements",
                "news",
                "offers",
                "chart",
                "specials",
                "galleries",
                "comments",
                "figures",
            )
        }


# The order in which a house begins, and of a home page that names no section.
DEFAULT_ORDER: Final = (
    "next",
    "shows",
    "openings",
    "announcements",
    "news",
    "offers",
    "chart",
    "specials",
    "galleries",
    "comments",
    "figures",
)


def default_sections() -> list[dict[str, Any]]:
    """All sections in a good order, each with its own title and length."""
    return [
        {"type": name, "value": {"title": "", "most": None}, "id": str(uuid4())}
        for name in DEFAULT_ORDER
    ]
