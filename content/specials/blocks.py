"""What an editor builds a special from, beside the blocks of every story."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from content.models.blocks import INLINE, ImageBlock, StoryBlock
from content.specials.choosing import PerformanceChooserBlock, ShowChooserBlock
from content.stars import STARS

MOST_CARDS: Final = 8
NEEDS_WORDS: Final = _("Say what it shows, or tick that it only decorates.")


class MeantImageBlock(ImageBlock):
    """A picture of which the editor says whether it means something."""

    decorative = blocks.BooleanBlock(label=_("It only decorates"), required=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "content/blocks/image.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["alternative"] and not cleaned["decorative"]:
            error = ValidationError(NEEDS_WORDS)
            raise blocks.StructBlockValidationError(block_errors={"alternative": error})
        return cleaned


class AnswerBlock(blocks.StructBlock):
    question = blocks.TextBlock(label=_("Question"), rows=2)
    answer = blocks.RichTextBlock(label=_("Answer"), features=[*INLINE])


class InterviewBlock(blocks.StructBlock):
    speaker = blocks.CharBlock(label=_("Who answers"), max_length=150)
    role = blocks.CharBlock(label=_("What they do"), required=False, max_length=150)
    portrait = ImageChooserBlock(label=_("Portrait"), required=False)
    answers = blocks.ListBlock(AnswerBlock(), label=_("Questions and answers"))

    class Meta:
        icon = "comment"
        label = _("Interview")
        template = "specials/blocks/interview.html"


class ReviewBlock(blocks.StructBlock):
    stars = blocks.DecimalBlock(
        label=_("Stars"),
        required=False,
        max_digits=2,
        decimal_places=1,
        validators=STARS,
        help_text=_("0 to 5, halves too; empty where the review gives none."),
    )
    text = blocks.TextBlock(label=_("Quotation"))
    source = blocks.CharBlock(
        label=pgettext_lazy("of a review", "Source"), max_length=150
    )
    critic = blocks.CharBlock(label=_("Critic"), required=False, max_length=150)
    link = blocks.URLBlock(label=_("Address of the review"), required=False)

    class Meta:
        icon = "pick"
        label = _("Review")
        template = "specials/blocks/review.html"


class MomentBlock(blocks.StructBlock):
    when = blocks.CharBlock(
        label=_("When"), max_length=60, help_text=_("Such as “1598” or “14 March”.")
    )
    title = blocks.CharBlock(label=_("What happened"), max_length=150)
    text = blocks.RichTextBlock(label=_("Text"), required=False, features=[*INLINE])


class TimelineBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=150)
    moments = blocks.ListBlock(MomentBlock(), label=_("Entries"))

    class Meta:
        icon = "time"
        label = _("Timeline")
        template = "specials/blocks/timeline.html"


class ShownBlock(blocks.StructBlock):
    """One of several pictures, each of which means something."""

    image = ImageChooserBlock(label=_("Image"))
    alternative = blocks.CharBlock(
        label=_("What it shows"),
        max_length=300,
        help_text=_("For readers who can't see it."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=200)


class GalleryBlock(blocks.StructBlock):
    pictures = blocks.ListBlock(ShownBlock(), label=_("Pictures"), min_num=2)

    class Meta:
        icon = "copy"
        label = _("Gallery")
        template = "specials/blocks/gallery.html"


class DatesBlock(blocks.StructBlock):
    """Dates of shows; what is left and what it costs is looked up for each reader."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=150)
    shows = blocks.ListBlock(
        ShowChooserBlock(label=_("show")), label=_("Shows"), default=[], min_num=0
    )
    performances = blocks.ListBlock(
        PerformanceChooserBlock(label=_("performance")),
        label=_("Performances"),
        default=[],
        min_num=0,
    )

    class Meta:
        icon = "date"
        label = _("Dates, live")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not len(cleaned["shows"]) and not len(cleaned["performances"]):
            error = ValidationError(_("Choose a show or a performance."))
            raise blocks.StructBlockValidationError(non_block_errors=[error])
        return cleaned


class RoundUpBlock(blocks.StructBlock):
    """Fills itself with the news and announcements of the special's shows."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=150)
    most = blocks.IntegerBlock(
        label=_("At most so many of each"),
        default=3,
        min_value=1,
        max_value=MOST_CARDS,
    )

    class Meta:
        icon = "list-ul"
        label = _("News of its shows")


class SpecialBlock(StoryBlock):
    image = MeantImageBlock()
    interview = InterviewBlock()
    review = ReviewBlock()
    timeline = TimelineBlock()
    gallery = GalleryBlock()
    dates = DatesBlock()
    roundup = RoundUpBlock()
