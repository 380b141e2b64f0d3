"""Who wants to know when something comes, and what has come."""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Language
from ticketing.house.models import the_house
from ticketing.shows.models import Show

LONGEST_QUESTION = 500


class Ending(models.TextChoices):
    STOPPED = "stopped", _("stopped")
    EXPIRED = "expired", _("expired")


class SavedSearch(models.Model):
    """A question that is asked again for somebody; its secret is the right to it.

    It counts from the moment at which its e-mail address was proved; the address
    goes when it ends. `question` is that of the results’ address: `q=tosca&city=…`.
    """

    secret = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    email_key = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10, choices=Language)
    question = models.CharField(max_length=LONGEST_QUESTION)
    saved_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField()
    warned_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending, blank=True)
    # Up to when what came has been looked at; on which day of the house told.
    looked_at = models.DateTimeField()
    told_on = models.DateField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["email_key", "question", "language"],
                condition=Q(ended_at=None),
                name="search_one_live_question_for_an_address",
            )
        ]
        indexes: ClassVar[list[Any]] = [
            models.Index(
                fields=["looked_at"],
                condition=Q(ended_at=None, confirmed_at__isnull=False),
                name="search_saved_to_look",
            )
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_live(self) -> bool:
        return self.ended_at is None and self.confirmed_at is not None

    @property
    def last_day(self) -> date:
        """The last day of the house on which it is asked."""
        last = self.expires_at - timedelta(seconds=1)
        return last.astimezone(the_house().zone).date()


class Telling(models.Model):
    """A show that a saved search was told of: once, and never again."""

    search = models.ForeignKey(
        SavedSearch, on_delete=models.CASCADE, related_name="tellings"
    )
    show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("telling of a show")
        verbose_name_plural = _("tellings of shows")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["search", "show"], name="search_tells_of_a_show_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.show_id}"


class Arrival(models.Model):
    """Since when a show with dates ahead is in the index; gone when it has played."""

    show = models.OneToOneField(
        Show, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    at = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("arrival of a show")
        verbose_name_plural = _("arrivals of shows")

    def __str__(self) -> str:
        return f"{self.show_id}: {self.at}"
