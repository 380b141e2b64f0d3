"""Taking over prices and painting from another performance on the same plan."""

from django.contrib import messages
from django.db.models import Case, Q, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content.staff import rights
from content.staff.date_views import performance_or_404
from content.staff.kept import warn_of_kept
from content.staff.screen import note
from ground.errors import Refusal
from ground.row_keys import is_key
from ticketing.desk.rights import needs
from ticketing.shows.models import Performance
from ticketing.shows.querysets import PerformanceQuerySet
from ticketing.stock.painting import units_of
from ticketing.stock.pricing import copy_prices

MOST = 200


def sources_of(performance: Performance) -> list[tuple[int, str]]:
    """Priced performances on the same plan: the show's own first, then the newest."""
    own = Case(When(show=performance.show_id, then=0), default=1)
    found = _sources(performance).order_by(own, "-starts_at")[:MOST]
    return [(source.pk, _told(source, performance)) for source in found]


def _sources(performance: Performance) -> PerformanceQuerySet:
    version = performance.plan_version
    same_plan = Q(plan_version__plan=version.plan_id) if version else Q(pk__in=[])
    rows = Performance.objects.filter(same_plan, currency=performance.currency)
    priced = rows.filter(Q(painting__isnull=False) | Q(offered=True))
    return priced.exclude(pk=performance.pk).with_show_and_venue()


def _told(source: Performance, performance: Performance) -> str:
    when = f"{source.local_start:%Y-%m-%d %H:%M}"
    if source.show_id == performance.show_id:
        return when
    return f"{when} · {source.show.name}"


@needs(rights.CHANGE_DATE, rights.PRICE)
@require_POST
def prices_copy(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Copy at once, and show the result on the plan."""
    performance = performance_or_404(performance_id)
    number = request.POST.get("from", "")
    chosen = int(number) if is_key(number) else 0
    source = get_object_or_404(_sources(performance), pk=chosen)
    now, actor = timezone.now(), str(request.user)
    try:
        kept = copy_prices(source, performance, now=now, actor=actor)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("staff-paint", performance.pk)
    note(performance, "performance.price", request)
    words = _("Prices and painting are copied from %(source)s.")
    messages.success(request, words % {"source": _told(source, performance)})
    if kept:
        warn_of_kept(request, kept, units_of(performance.plan_version_id))
    return redirect("staff-paint", performance.pk)
