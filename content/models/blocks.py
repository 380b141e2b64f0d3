"""What an editor builds a show's story from."""

from collections.abc import Iterator
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

FILMS: Final = (".mp4", ".webm")
SUBTITLES: Final = ".vtt"
WEB: Final = ("https://", "http://")
INLINE = ("bold", "italic", "link", "document-link")


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(label=_("Who says it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "content/blocks/quote.html"


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Image"))
    alternative = blocks.CharBlock(
        label=_("What it shows"),
        required=False,
        max_length=300,
        help_text=_("For readers who can't see it; empty where it only decorates."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "content/blocks/image.html"


class VideoBlock(blocks.StructBlock):
    """A film of the house's own, or a link to one elsewhere.

    Nothing of another site runs on the house's pages (their rules of safety
    forbid it), so a film elsewhere is a picture that leads there.
    """

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    file = DocumentChooserBlock(
        label=_("Film"), required=False, help_text=_("MP4 or WebM.")
    )
    subtitles = DocumentChooserBlock(
        label=_("Subtitles"), required=False, help_text=_("WebVTT.")
    )
    link = blocks.URLBlock(
        label=_("Address elsewhere"),
        required=False,
        help_text=_("Instead of a file: the page on which the film plays."),
    )
    still = ImageChooserBlock(label=_("Still"), required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        template = "content/blocks/video.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        faults = dict(_faults(cleaned))
        if faults:
            raise blocks.StructBlockValidationError(block_errors=faults)
        return cleaned


def _faults(film: Any) -> Iterator[tuple[str, ValidationError]]:
    """What is wrong with a film, by the field that is to be changed."""
    file, subtitles, link = film["file"], film["subtitles"], film["link"] or ""
    if not file and not link:
        yield "file", ValidationError(_("Choose a film or write an address."))
    if file and not file.filename.lower().endswith(FILMS):
        yield "file", ValidationError(_("This is no film: choose MP4 or WebM."))
    if subtitles and not subtitles.filename.lower().endswith(SUBTITLES):
        yield "subtitles", ValidationError(_("Subtitles are a file in WebVTT."))
    if link and not link.startswith(WEB):
        yield "link", ValidationError(_("The address begins with https://."))


class StoryBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        icon="title", label=_("Heading"), template="content/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(
        features=[*INLINE, "ul", "ol"],
        label=_("Paragraph"),
        template="content/blocks/paragraph.html",
    )
    quote = QuoteBlock()
    image = ImageBlock()
    video = VideoBlock()
