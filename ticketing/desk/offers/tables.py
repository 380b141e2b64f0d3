"""Tables of offers and codes."""

from typing import Any

from django.contrib.admin import display
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.helpers import AdminURLHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from ground.money import money
from ticketing.checkout.models import CodeUse
from ticketing.desk.history import GuardedHistoryView
from ticketing.desk.house_time import clock_column
from ticketing.desk.offers.code_forms import CodeForm
from ticketing.desk.offers.forms import OfferForm
from ticketing.desk.rights import NoDelete
from ticketing.offers.models import Code, Offer
from ticketing.orders.phases import ENDED

OFFER_FORM = ObjectList(
    [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name_en"), FieldPanel("name_zh_hans")]),
                FieldRowPanel([FieldPanel("text_en"), FieldPanel("text_zh_hans")]),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("is_active")]),
            ],
            heading=_("What it is"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("percent_off"), FieldPanel("amount_off")]),
                FieldRowPanel([FieldPanel("price"), FieldPanel("currency")]),
                FieldRowPanel([FieldPanel("count"), FieldPanel("free_count")]),
            ],
            heading=_("What it takes off"),
        ),
        MultiFieldPanel(
            [FieldPanel("shows"), FieldPanel("performances"), FieldPanel("tiers")],
            heading=_("What it is for"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                FieldRowPanel([FieldPanel("days_before"), FieldPanel("hours_before")]),
            ],
            heading=_("When it holds"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("combines"),
                FieldRowPanel([FieldPanel("needs_code"), FieldPanel("channel")]),
            ],
            heading=_("For whom, and together with what"),
        ),
    ],
    base_form_class=OfferForm,
)


CODE_FORM = ObjectList(
    [
        FieldRowPanel(
            [FieldPanel("code", read_only=True), FieldPanel("offer", read_only=True)]
        ),
        FieldRowPanel(
            [FieldPanel("email", read_only=True), FieldPanel("batch", read_only=True)]
        ),
        FieldRowPanel([FieldPanel("most_uses"), FieldPanel("most_per_buyer")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("is_active"),
    ],
    base_form_class=CodeForm,
)


class OfferTable(ModelAdmin):
    """What is on offer; one that has served is made inactive, not deleted."""

    model = Offer
    menu_icon = "tag"
    menu_label = _("Offers")
    permission_helper_class = NoDelete
    history_view_class = GuardedHistoryView
    list_display = (
        "__str__",
        "kind",
        "less",
        "begins",
        "ends",
        "needs_code",
        "is_active",
    )
    list_filter = ("kind", "is_active", "needs_code")
    search_fields = ("name_en", "name_zh_hans")
    ordering = ("-pk",)
    edit_handler = OFFER_FORM

    begins = clock_column("valid_from", _("from"))
    ends = clock_column("valid_until", pgettext_lazy("offer", "until"))

    @display(description=pgettext_lazy("offer", "what is off"))
    def less(self, offer: Any) -> str:
        """−15%, −¥20.00 or ¥380.00."""
        if offer.percent_off is not None:
            return f"\u2212{offer.percent_off.normalize():f}%"
        if offer.amount_off is not None:
            return money(-offer.amount_off, offer.currency)
        return money(offer.price, offer.currency)


class CodeURLs(AdminURLHelper):
    """New codes are made on a screen of their own."""

    def get_action_url(self, action: str, *args: Any, **kwargs: Any) -> str:
        if action == "create":
            return reverse("desk-codes-new")
        return str(super().get_action_url(action, *args, **kwargs))


class CodeTable(ModelAdmin):
    """All codes, with how many orders used each; a batch can be exported."""

    model = Code
    menu_icon = "key"
    menu_label = pgettext_lazy("offer", "Codes")
    permission_helper_class = NoDelete
    url_helper_class = CodeURLs
    history_view_class = GuardedHistoryView
    list_display = (
        *("code", "offer", "batch"),
        *("email", "used", "is_active"),
    )
    list_export = (
        *("code", "offer", "batch", "email", "uses", "most_uses"),
        *("most_per_buyer", "valid_from", "valid_until", "is_active"),
    )
    list_filter = ("is_active", "offer", "batch")
    list_select_related = ("offer",)
    list_per_page = 50
    search_fields = ("code", "email", "batch")
    ordering = ("-pk",)
    edit_handler = CODE_FORM

    def get_queryset(self, request: HttpRequest) -> QuerySet[Code]:
        uses = CodeUse.objects.filter(code=OuterRef("pk"))
        live = uses.exclude(order__phase__in=ENDED).order_by().values("code")
        counted = Subquery(live.annotate(n=Count("pk")).values("n"))
        codes: QuerySet[Code] = super().get_queryset(request)
        return codes.annotate(uses=Coalesce(counted, 0))

    @display(description=pgettext_lazy("code", "orders"), ordering="uses")
    def used(self, code: Any) -> str:
        """3, or 3 / 10 where there is an end to it."""
        most = code.most_uses
        return f"{code.uses} / {most}" if most is not None else str(code.uses)

    @display(description=pgettext_lazy("code", "orders"))
    def uses(self, code: Any) -> int:
        """The same as a number, for the file."""
        return int(code.uses)

    def create_view(self, request: HttpRequest) -> HttpResponse:
        """Lead to the screen on which codes are made."""
        if not self.permission_helper.user_can_create(request.user):
            raise PermissionDenied
        return redirect("desk-codes-new")


class OfferDesk(ModelAdminGroup):
    menu_label = _("Offers")
    menu_icon = "tag"
    menu_order = 158
    items = (OfferTable, CodeTable)
