"""`/share/<page>-<version>.jpg`: the picture of a show's page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from content.appearing import without_hidden
from content.found.pictures.files import picture_file, version_of, words_of
from content.models import ShowPage
from ticketing.shows.models import Performance

# A picture of another version has another address.
SECONDS = 7 * 24 * 60 * 60
MOST_DATES = 60


@require_safe
def share_picture(
    _request: HttpRequest, page_id: int, version: str
) -> HttpResponseBase:
    """Give the picture as it is by now; an older address leads to it."""
    now = timezone.now()
    seen = without_hidden(ShowPage.objects.live().public(), now=now)
    found = seen.select_related("show__kind", "poster", "hero", "locale")
    page = get_object_or_404(found, pk=page_id)
    with translation.override(page.locale.language_code):
        ahead = Performance.objects.public().filter(show=page.show_id).ahead(now)
        ordered = ahead.with_show_and_venue().order_by("starts_at", "pk")
        words = words_of(page, list(ordered[:MOST_DATES]))
    current = version_of(page, words)
    if version != current:
        return redirect(reverse("share-picture", args=[page.pk, current]))
    path = picture_file(page, words)
    if path is None:
        return HttpResponse(status=503, headers={"Retry-After": "5"})
    try:
        response = HttpResponse(path.read_bytes(), content_type="image/jpeg")
    except FileNotFoundError as error:
        raise Http404 from error
    patch_cache_control(response, public=True, max_age=SECONDS, immutable=True)
    return response
