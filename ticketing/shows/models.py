"""What plays: shows, the people and companies of them, their performances."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.names import Named, in_language
from members.models import Account
from ticketing.house.models import currency_code
from ticketing.shows.querysets import PerformanceQuerySet, ShowQuerySet
from ticketing.venues.models import Hall, PlanVersion


class Ground(models.TextChoices):
    """The ground colour that a kind of show has in the design."""

    CONCERT = "concert", _("blue")
    DRAMA = "drama", _("red")
    SONG = "song", _("violet")
    VARIETY = "variety", _("teal")
    SPORT = "sport", _("green")


class ShowKind(Named):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    ground = models.CharField(_("ground colour"), max_length=10, choices=Ground)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    tax_rate = models.DecimalField(
        _("tax rate in per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Empty for the rate of the house."),
    )

    class Meta(Named.Meta):
        verbose_name = _("kind of show")
        verbose_name_plural = _("kinds of show")
        ordering = ("position", "pk")


class Company(Named):
    class Meta(Named.Meta):
        verbose_name = _("company")
        verbose_name_plural = _("companies")


class Person(Named):
    class Meta(Named.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")


class Work(Named):
    """A piece that is played: a symphony, a play."""

    creator = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="works",
        verbose_name=_("composer or author"),
    )
    source_code = models.CharField(max_length=60, blank=True, editable=False)

    class Meta(Named.Meta):
        verbose_name = _("work")
        verbose_name_plural = _("works")


class Show(Named):
    """The work as staged and sold (演出); outlives its pages, is never deleted."""

    kind = models.ForeignKey(
        ShowKind, on_delete=models.PROTECT, related_name="shows", verbose_name=_("kind")
    )
    slug = models.SlugField(_("short address"), max_length=120, unique=True)
    running_minutes = models.PositiveSmallIntegerField(
        _("running time in minutes"), null=True, blank=True
    )
    age_from = models.PositiveSmallIntegerField(
        _("recommended from age"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(21)],
    )
    source = models.CharField(max_length=40, blank=True, editable=False)
    source_code = models.CharField(max_length=120, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    companies = models.ManyToManyField(
        Company, through="ShowCompany", related_name="shows"
    )
    works = models.ManyToManyField(Work, through="ProgrammeItem", related_name="shows")

    objects = ShowQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("show")
        verbose_name_plural = _("shows")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.UniqueConstraint(
                fields=["source", "source_code"],
                condition=~Q(source=""),
                name="shows_show_source_is_unique",
            ),
        ]


class CompanyRole(models.TextChoices):
    PERFORMING = "performing", _("performed by")
    PROMOTING = "promoting", _("presented by")
    UNDERTAKING = "undertaking", _("organised by")
    DISTRIBUTING = "distributing", _("distributed by")


class ShowCompany(models.Model):
    show = models.ForeignKey(
        Show, on_delete=models.CASCADE, related_name="show_companies"
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, related_name="show_companies"
    )
    role = models.CharField(_("role"), max_length=14, choices=CompanyRole)

    class Meta:
        verbose_name = _("company of a show")
        verbose_name_plural = _("companies of a show")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["show", "company", "role"],
                name="shows_company_once_in_a_role",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.company}"


class Performance(models.Model):
    """One staging at one date, time and hall (场次)."""

    show = models.ForeignKey(
        Show,
        on_delete=models.PROTECT,
        related_name="performances",
        verbose_name=_("show"),
    )
    hall = models.ForeignKey(
        Hall,
        on_delete=models.PROTECT,
        related_name="performances",
        verbose_name=_("hall"),
    )
    plan_version = models.ForeignKey(
        PlanVersion,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="performances",
        verbose_name=_("seating plan"),
    )
    title_en = models.CharField(_("title (English)"), max_length=200, blank=True)
    title_zh_hans = models.CharField(_("title (Chinese)"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("starts"))
    time_is_known = models.BooleanField(_("the time is known"), default=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, validators=[currency_code])
    supplier = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("supplier"),
        help_text=_("Whose tickets these are: the house's own by default."),
    )
    offered = models.BooleanField(_("offered"), default=False, editable=False)
    on_sale_from = models.DateTimeField(_("on sale from"), null=True, blank=True)
    off_sale_at = models.DateTimeField(_("off sale at"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    moved_to = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="moved_from",
        verbose_name=_("moved to"),
    )
    source_code = models.CharField(max_length=120, blank=True, editable=False)
    # Here, because an order reads this row anyway; who counts is the rush.
    most_per_order = models.PositiveSmallIntegerField(
        _("most places in one order"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_("Empty: as many as the house allows."),
    )
    most_per_buyer = models.PositiveSmallIntegerField(
        _("most places for one person"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_(
            "Over all orders, by account, e-mail address and telephone number."
            " Empty: any number."
        ),
    )
    has_waiting_list = models.BooleanField(
        _("waiting list when sold out"),
        default=False,
        db_default=False,
        help_text=_("Places that come back are offered to it first, in its order."),
    )
    rereleased_at = models.DateTimeField(
        _("re-release"),
        null=True,
        blank=True,
        help_text=_(
            "Until this minute places that come back from orders are kept; then all"
            " are released together. Visitors are told."
        ),
    )
    # Here, because a hold reads this row anyway; the room itself is the rush's.
    has_room = models.BooleanField(
        _("has a waiting room"), default=False, db_default=False, editable=False
    )

    objects = PerformanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("performance")
        verbose_name_plural = _("performances")
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["starts_at"], name="shows_performance_starts"),
            models.Index(fields=["show", "starts_at"], name="shows_performance_show"),
        ]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="shows_performance_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("A performance must end after it starts."),
            ),
            models.CheckConstraint(
                name="shows_sale_ends_after_it_opens",
                condition=Q(off_sale_at=None)
                | Q(on_sale_from=None)
                | Q(off_sale_at__gt=F("on_sale_from")),
                violation_error_message=_("The sale must end after it opens."),
            ),
            models.UniqueConstraint(
                fields=["show", "source_code"],
                condition=~Q(source_code=""),
                name="shows_performance_source_is_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.show} · {self.local_start:%Y-%m-%d %H:%M}"

    @property
    def title(self) -> str:
        """What is special about this date (“Part one”); mostly empty."""
        return in_language(self.title_en, self.title_zh_hans)

    @property
    def limits_buyers(self) -> bool:
        """Whether one order or one person can have only so many places."""
        return self.most_per_order is not None or self.most_per_buyer is not None

    @property
    def zone(self) -> ZoneInfo:
        """The venue's time zone, in which its times are told."""
        return ZoneInfo(self.hall.venue.time_zone)

    @property
    def local_start(self) -> Any:
        return self.starts_at.astimezone(self.zone)


class Credit(models.Model):
    """A person or company in a role: a part in the cast, the direction."""

    show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="credits")
    performance = models.ForeignKey(
        Performance,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="credits",
        verbose_name=_("performance"),
        help_text=_("Only where a part is cast differently on one date."),
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="credits",
        verbose_name=_("person"),
    )
    company = models.ForeignKey(
        Company,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="credits",
        verbose_name=_("company"),
    )
    role_en = models.CharField(_("role (English)"), max_length=200, blank=True)
    role_zh_hans = models.CharField(_("role (Chinese)"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, validators=[MinValueValidator(0)]
    )

    class Meta:
        verbose_name = _("credit")
        verbose_name_plural = _("cast and creative team")
        ordering = ("position", "pk")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="shows_credit_is_a_person_or_a_company",
                condition=Q(person=None, company__isnull=False)
                | Q(person__isnull=False, company=None),
                violation_error_message=_("Choose a person or a company."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.who}"

    @property
    def role(self) -> str:
        return in_language(self.role_en, self.role_zh_hans)

    @property
    def who(self) -> str:
        return str(self.person or self.company)


class ProgrammeItem(models.Model):
    """One work of a show, in the order in which it is played."""

    show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="programme")
    work = models.ForeignKey(
        Work, on_delete=models.PROTECT, related_name="programme_items"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    note = models.CharField(_("movements or remark"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("work of the programme")
        verbose_name_plural = _("programme")
        ordering = ("position", "pk")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["show", "position"], name="shows_programme_position_is_unique"
            )
        ]

    def __str__(self) -> str:
        return str(self.work)
