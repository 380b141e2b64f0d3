"""The waiting room of a performance; nothing in it is kept for who waits."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ticketing.shows.models import Performance

MOST_PER_MINUTE = 60_000


class Room(models.Model):
    """A line before the sale: who came early is drawn, who comes later follows.

    `door` is how many ranks have had their turn; its whole part is what counts.
    `trail` are pairs of epoch seconds and the door at that second, few enough
    to say whose turn is over.
    """

    performance = models.OneToOneField(
        Performance, on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField()
    opens_at = models.DateTimeField(_("the room opens"))
    seed = models.CharField(max_length=64)
    seed_hash = models.CharField(max_length=64)
    drawn_at = models.DateTimeField(null=True)
    drawn = models.PositiveIntegerField(null=True)
    door = models.FloatField(default=0)
    door_at = models.DateTimeField(null=True)
    trail = models.JSONField(default=list)
    per_minute = models.PositiveIntegerField(
        _("people let in each minute"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_PER_MINUTE)],
        help_text=_("Empty: the door follows what the checkout can carry."),
    )
    pace = models.FloatField(default=0)
    keep_minutes = models.PositiveSmallIntegerField(
        _("minutes for which a turn is kept"),
        default=10,
        validators=[MinValueValidator(2), MaxValueValidator(240)],
    )
    paused_at = models.DateTimeField(null=True)
    message_en = models.CharField(_("message (English)"), max_length=300, blank=True)
    message_zh_hans = models.CharField(
        _("message (Chinese)"), max_length=300, blank=True
    )

    class Meta:
        verbose_name = _("waiting room")
        verbose_name_plural = _("waiting rooms")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="rush_a_draw_has_its_number",
                condition=Q(drawn_at=None, drawn=None)
                | Q(drawn_at__isnull=False, drawn__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{_('waiting room')} {self.performance_id}"


class RoomCounter(models.Model):
    """How many have joined: a row of its own, so that joining waits for nobody."""

    room = models.OneToOneField(Room, on_delete=models.CASCADE, related_name="counter")
    joined = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("counter of a waiting room")
        verbose_name_plural = _("counters of waiting rooms")

    def __str__(self) -> str:
        return f"{self.room_id}: {self.joined}"


class RoomEntry(models.Model):
    """A number that has held places, and for which cart: it serves one buyer."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="entries")
    token_hash = models.CharField(max_length=64)
    cart_key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("entry through a waiting room")
        verbose_name_plural = _("entries through waiting rooms")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["room", "token_hash"], name="rush_a_number_serves_one_cart"
            )
        ]

    def __str__(self) -> str:
        return f"{self.room_id} · {self.at:%H:%M:%S}"


class RoomEventKind(models.TextChoices):
    SET = "set", _("room set up")
    CHANGED = "changed", _("room changed")
    DRAWN = "drawn", _("order drawn")
    PACE = "pace", _("pace changed")
    PAUSED = "paused", _("paused")
    RESUMED = "resumed", _("resumed")
    REMOVED = "removed", _("room taken away")


class RoomEvent(models.Model):
    """Who changed what of a room; rows are only ever added."""

    performance = models.ForeignKey(
        Performance, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=10, choices=RoomEventKind)
    actor = models.CharField(max_length=200, blank=True)
    before = models.CharField(max_length=400, blank=True)
    after = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("event of a waiting room")
        verbose_name_plural = _("events of waiting rooms")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["performance", "at"], name="rush_room_event_by_time")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%H:%M:%S}"
