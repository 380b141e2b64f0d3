"""Rules for ways to pay in the admin, and the purchases that they forget."""

from typing import Any

from django import forms
from django.contrib.admin import display
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from ground.money import ZERO, money
from ticketing.desk.history import GuardedHistoryView
from ticketing.house.models import the_house
from ticketing.payments import gateways
from ticketing.payments.methods.gaps import Gap, gaps
from ticketing.payments.methods.levels import level_names
from ticketing.payments.methods.models import MethodRule
from ticketing.payments.methods.offering import rules_changed

_DASH = "–"
# Written by the house itself; nobody chooses them.
NOT_CHOSEN = ("credit", "carried")


class MethodRuleForm(WagtailAdminModelForm):
    """A rule for one of the house's ways to pay."""

    method = forms.ChoiceField(label=gettext_lazy("way to pay"))
    level = forms.ChoiceField(
        label=gettext_lazy("only for the level"),
        required=False,
        help_text=gettext_lazy("Empty: for everybody."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["method"].choices = [
            (g.code, g.label) for g in gateways.known() if g.code not in NOT_CHOSEN
        ]
        fields["level"].choices = [("", _DASH), *level_names().items()]

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 Django's signature
        saved = super().save(commit)
        rules_changed()
        return saved


RULE_FORM = ObjectList(
    [
        HelpPanel(
            gettext_lazy(
                "A way to pay without any rule is offered for everything. With rules"
                " it is offered where one of them holds; a rule that is ticked for no"
                " channel switches it off. The desk can still set it for one order."
            )
        ),
        FieldPanel("method"),
        MultiFieldPanel(
            [FieldPanel("on_web"), FieldPanel("at_desk"), FieldPanel("by_api")],
            heading=gettext_lazy("Where"),
        ),
        FieldPanel("level"),
        FieldRowPanel([FieldPanel("amount_from"), FieldPanel("amount_until")]),
        FieldRowPanel([FieldPanel("days_from"), FieldPanel("days_until")]),
        FieldPanel("pay_hours"),
    ],
    base_form_class=MethodRuleForm,
)


class RuleList(IndexView):
    """The rules, below what they leave without any way to pay."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"gaps": gap_words()}


class MethodRuleTable(ModelAdmin):
    """When each way to pay is offered."""

    model = MethodRule
    menu_icon = "clipboard-list"
    menu_label = gettext_lazy("Ways to pay")
    index_view_class = RuleList
    index_template_name = "desk/method_rules.html"
    history_view_class = GuardedHistoryView
    list_display = ("way", "where", "amounts", "days", "level", "pay_hours")
    ordering = ("method", "pk")
    edit_handler = RULE_FORM

    @display(description=gettext_lazy("way to pay"))
    def way(self, rule: MethodRule) -> str:
        names = {g.code: str(g.label) for g in gateways.known()}
        return names.get(rule.method, rule.method)

    @display(description=gettext_lazy("where"))
    def where(self, rule: MethodRule) -> str:
        """Name the channels that are ticked."""
        doors = (
            (rule.on_web, _("on the web")),
            (rule.at_desk, _("at the box office")),
            (rule.by_api, _("by the interface")),
        )
        return ", ".join(name for is_open, name in doors if is_open) or _DASH

    @display(description=pgettext_lazy("of a payment", "amount"))
    def amounts(self, rule: MethodRule) -> str:
        if rule.amount_from is None and rule.amount_until is None:
            return _DASH
        return _amounts(rule.amount_from or ZERO, rule.amount_until)

    @display(description=gettext_lazy("days before"))
    def days(self, rule: MethodRule) -> str:
        if rule.days_from is None and rule.days_until is None:
            return _DASH
        return _span(rule.days_from or 0, rule.days_until)


def gap_words() -> list[str]:
    """Name each purchase for which nothing is offered."""
    return [_gap_words(gap) for gap in gaps(now=timezone.now())]


def _gap_words(gap: Gap) -> str:
    told = {
        "channel": gap.channel.label,
        "amounts": _amounts(*gap.amounts),
        "days": _span(*gap.days),
    }
    return _("%(channel)s: %(amounts)s, days before the performance: %(days)s") % told


def _amounts(least: Any, most: Any) -> str:
    currency = the_house().currency
    if most is None:
        return _("from %(sum)s") % {"sum": money(least, currency)}
    return f"{money(least, currency)}{_DASH}{money(most, currency)}"


def _span(least: Any, most: Any) -> str:
    if most is None:
        return _("%(days)s or more") % {"days": int(least)}
    return f"{int(least)}{_DASH}{int(most)}" if least != most else str(int(least))
