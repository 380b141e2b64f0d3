"""The small drawing of a plan, as a picture of its own."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from content.page_cache import public_page
from content.venue_pages.halls import plan_svg
from content.venue_pages.models import VenuePage
from ticketing.venues.models import PlanVersion

HOUR = 3600


@require_safe
@public_page
def plan(_request: HttpRequest, version_id: int) -> HttpResponseBase:
    """Draw a plan of a venue that has a page; others are not found."""
    told_of = VenuePage.objects.live().values("venue")
    versions = PlanVersion.objects.filter(plan__hall__venue__in=told_of)
    drawing = plan_svg(get_object_or_404(versions, pk=version_id))
    response = HttpResponse(drawing, content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=HOUR)
    return response
