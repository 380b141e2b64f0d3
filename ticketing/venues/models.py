"""Where it plays: buildings, rooms, and the drawn plans of their seats."""

from enum import IntFlag
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.names import Named, in_language
from ticketing.house.models import must_be_a_time_zone


class Venue(Named):
    """A building (场馆)."""

    city_en = models.CharField(_("city (English)"), max_length=120, blank=True)
    city_zh_hans = models.CharField(_("city (Chinese)"), max_length=120, blank=True)
    country = models.CharField(
        _("country"), max_length=2, help_text=_("Two letters of ISO 3166, such as CN.")
    )
    time_zone = models.CharField(
        _("time zone"), max_length=60, validators=[must_be_a_time_zone]
    )
    source_code = models.CharField(max_length=300, blank=True, editable=False)

    class Meta(Named.Meta):
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.UniqueConstraint(
                fields=["source_code"],
                condition=~Q(source_code=""),
                name="venues_venue_source_code_is_unique",
            ),
        ]

    @property
    def city(self) -> str:
        return in_language(self.city_en, self.city_zh_hans)


class Hall(Named):
    """A room with a stage (厅)."""

    venue = models.ForeignKey(
        Venue, on_delete=models.PROTECT, related_name="halls", verbose_name=_("venue")
    )

    class Meta(Named.Meta):
        verbose_name = _("hall")
        verbose_name_plural = _("halls")


class SeatingPlan(Named):
    """A way to seat a hall (座位图); its versions hold the seats."""

    hall = models.ForeignKey(
        Hall, on_delete=models.PROTECT, related_name="plans", verbose_name=_("hall")
    )

    class Meta(Named.Meta):
        verbose_name = _("seating plan")
        verbose_name_plural = _("seating plans")


class PlanVersion(models.Model):
    """One drawing of a plan; what was sold keeps the version it was sold on."""

    plan = models.ForeignKey(
        SeatingPlan, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    drawing = models.JSONField(
        default=dict,
        help_text=_("Stage and outlines: box, stage path, label place, lines."),
    )
    used_at = models.DateTimeField(
        null=True, editable=False, help_text=_("From then on it never changes.")
    )
    # Counts the times a draft was saved: who saves names the one that was read.
    revision = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.CharField(
        max_length=200, blank=True, default="", db_default="", editable=False
    )

    class Meta:
        verbose_name = _("plan version")
        verbose_name_plural = _("plan versions")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["plan", "number"], name="venues_plan_version_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan} · {self.number}"


class SectionKind(models.TextChoices):
    SEATED = "seated", _("reserved seating")
    STANDING = "standing", _("general admission")


class Section(Named):
    """A part of a plan: numbered seats, or room for a number of people."""

    version = models.ForeignKey(
        PlanVersion, on_delete=models.CASCADE, related_name="sections"
    )
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=SectionKind)
    capacity = models.PositiveIntegerField()
    floor = models.CharField(
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text=_("The code of a floor of the drawing."),
    )
    position = models.PositiveSmallIntegerField(default=0)
    x = models.FloatField(default=0)
    y = models.FloatField(default=0)

    class Meta(Named.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ("position", "pk")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "code"], name="venues_section_code_is_unique"
            ),
        ]


class SeatFlag(IntFlag):
    """What a buyer must know of a seat; combined in one column."""

    RESTRICTED = 1
    WHEELCHAIR = 2
    COMPANION = 4
    AISLE = 8


class Seat(models.Model):
    """A chair in a hall; `key` names it over all versions of its plan."""

    version = models.ForeignKey(
        PlanVersion, on_delete=models.CASCADE, related_name="seats"
    )
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="seats")
    key = models.CharField(max_length=60)
    row = models.CharField(_("row"), max_length=20)
    label = models.CharField(_("seat"), max_length=20)
    x = models.FloatField()
    y = models.FloatField()
    angle = models.FloatField(default=0)
    flags = models.PositiveSmallIntegerField(default=0)
    companion_of = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="companions"
    )
    # What a buyer is told and shown of a restricted view.
    note_en = models.CharField(max_length=200, blank=True, default="", db_default="")
    note_zh_hans = models.CharField(
        max_length=200, blank=True, default="", db_default=""
    )
    photo = models.ForeignKey(
        "wagtailimages.Image", null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["version", "key"], name="venues_seat_key_is_unique"
            ),
            models.CheckConstraint(
                name="venues_seat_is_not_its_own_companion",
                condition=~Q(companion_of=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.label}"

    @property
    def note(self) -> str:
        """What keeps one from seeing all, in the reader's language."""
        return in_language(self.note_en, self.note_zh_hans)

    @property
    def has_restricted_view(self) -> bool:
        return bool(self.flags & SeatFlag.RESTRICTED)

    @property
    def is_wheelchair_place(self) -> bool:
        return bool(self.flags & SeatFlag.WHEELCHAIR)

    @property
    def is_companion_place(self) -> bool:
        return bool(self.flags & SeatFlag.COMPANION)
