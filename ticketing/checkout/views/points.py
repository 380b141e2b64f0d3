"""What a member has in points, and what they came from."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from members.models import PointEntry
from members.points import points_of
from ticketing.checkout.visitor import own_account

PAGE = 20


@never_cache
@require_GET
@login_required
def points(request: HttpRequest) -> HttpResponse:
    """The sum, and each entry, newest first."""
    account = own_account(request)
    if account is None:
        raise Http404
    entries = PointEntry.objects.filter(account=account)
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "balance": points_of(account)}
    return render(request, "checkout/points.html", context)
