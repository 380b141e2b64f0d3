"""Who says what about a show."""

from typing import Any, ClassVar, Final

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from members.models import Language, User
from ticketing.shows.models import Show

MOST_CHARACTERS: Final = 3000


class Thread(models.Model):
    """All that is said about one show, on its pages of either language."""

    show = models.OneToOneField(Show, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")

    def __str__(self) -> str:
        return str(self.show)


class Writer(models.Model):
    """A member who comments, by the name that everybody sees."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name beside comments"), max_length=40)
    muted_until = models.DateTimeField(_("muted until"), null=True)

    class Meta:
        verbose_name = _("writer")
        verbose_name_plural = _("writers")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                Lower("name"), name="comments_a_name_is_one_writers"
            )
        ]

    def __str__(self) -> str:
        return self.name


class State(models.TextChoices):
    WAITING = "waiting", _("waits for the house")
    SHOWN = "shown", _("shown")
    REMOVED = "removed", _("removed")
    SPAM = "spam", _("spam")
    WITHDRAWN = "withdrawn", _("taken back by the writer")


class Queued(models.TextChoices):
    """Why a moderator should look."""

    NEW = "new", _("new")
    WORD = "word", _("a word of the list")
    LINKS = "links", _("many links")
    FLAGGED = "flagged", _("reported")
    CHANGED = "changed", _("changed")
    APPEAL = "appeal", _("objection")


class Comment(models.Model):
    """What a member, or the house, says about a show; plain text.

    Who reads sees it while it is *shown*. It is before the moderators while
    `queued_at` says since when.
    """

    thread = models.ForeignKey(
        Thread, on_delete=models.PROTECT, related_name="comments"
    )
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="replies"
    )
    # The house has no writer.
    writer = models.ForeignKey(
        Writer, null=True, on_delete=models.PROTECT, related_name="comments"
    )
    once = models.CharField(max_length=80, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=Language)
    text = models.TextField(_("text"), max_length=MOST_CHARACTERS)
    stars = models.PositiveSmallIntegerField(_("stars"), null=True)
    is_spoiler = models.BooleanField(_("tells how it ends"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State)
    queued_at = models.DateTimeField(_("before the moderators since"), null=True)
    queued_as = models.CharField(max_length=10, choices=Queued, blank=True)
    written_at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("changed"), null=True)
    # When the house let it be seen, by hand or by trust.
    passed_at = models.DateTimeField(_("passed"), null=True)
    points = models.PositiveIntegerField(_("points awarded"), default=0)
    appeal = models.TextField(_("objection"), max_length=1000, blank=True)
    appealed_at = models.DateTimeField(_("objected"), null=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("-pk",)
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["queued_at"],
                condition=Q(queued_at__isnull=False),
                name="comments_queued",
            ),
            models.Index(
                fields=["thread", "parent", "state"], name="comments_of_thread"
            ),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="comments_stars_are_one_to_five",
                condition=Q(stars=None) | Q(stars__gte=1, stars__lte=5, parent=None),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_shown(self) -> bool:
        return self.state == State.SHOWN

    @property
    def is_gone(self) -> bool:
        """The house took it away; the writer may object once."""
        return self.state in (State.REMOVED, State.SPAM)

    @property
    def is_before_moderators(self) -> bool:
        return self.queued_at is not None


class Like(models.Model):
    """That somebody found a comment helpful."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="likes")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["comment", "user"], name="comments_liked_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.comment}"


class FlagReason(models.TextChoices):
    SPAM = "spam", _("advertising")
    INSULT = "insult", _("insults somebody")
    SPOILER = "spoiler", _("tells how it ends")
    OTHER = "other", _("something else")


class Flag(models.Model):
    """That a member asks the house to look at a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="flags")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(_("reason"), max_length=10, choices=FlagReason)
    at = models.DateTimeField()
    # The moderators have looked since.
    seen_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["comment", "user"], name="comments_flagged_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.comment}"
