"""Rules that say when a way to pay is offered."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ground.money import MoneyField


class MethodRule(models.Model):
    """One case in which a method is offered.

    A method without any rule is offered for everything; one with rules where at
    least one of them holds. Both ends of each span belong to it.
    """

    method = models.CharField(_("way to pay"), max_length=20)
    on_web = models.BooleanField(_("on the web"), default=True)
    at_desk = models.BooleanField(_("at the box office and by telephone"), default=True)
    by_api = models.BooleanField(_("by the interface"), default=True)
    level = models.CharField(
        _("only for the level"),
        max_length=40,
        blank=True,
        help_text=_("Empty: for everybody."),
    )
    amount_from = MoneyField(
        _("from an amount of"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    amount_until = MoneyField(_("up to an amount of"), null=True, blank=True)
    days_from = models.PositiveSmallIntegerField(
        _("at least so many days before the performance"),
        null=True,
        blank=True,
        help_text=_("Counted by the house's calendar; 0 is the day itself."),
    )
    days_until = models.PositiveSmallIntegerField(
        _("at most so many days before the performance"), null=True, blank=True
    )
    pay_hours = models.PositiveSmallIntegerField(
        _("hours to pay"),
        null=True,
        blank=True,
        help_text=_("Shortens the time that this way to pay gives by itself."),
    )

    class Meta:
        verbose_name = _("rule for a way to pay")
        verbose_name_plural = _("rules for ways to pay")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="payments_method_amounts_are_in_order",
                condition=Q(amount_from=None)
                | Q(amount_until=None)
                | Q(amount_from__lte=F("amount_until")),
                violation_error_message=_("The first amount is above the second."),
            ),
            models.CheckConstraint(
                name="payments_method_days_are_in_order",
                condition=Q(days_from=None)
                | Q(days_until=None)
                | Q(days_from__lte=F("days_until")),
                violation_error_message=_("The first number is above the second."),
            ),
            models.CheckConstraint(
                name="payments_method_gives_some_time",
                condition=Q(pay_hours=None) | Q(pay_hours__gte=1),
                violation_error_message=_("Give an hour at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.method
