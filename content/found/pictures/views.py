"""`/share/<page>-<version>.jpg`: the picture of a show's page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from content.found.pictures.files import picture_file, version_of
from content.found.pictures.told import shown_page, told_words

# A picture of another version has another address.
SECONDS = 7 * 24 * 60 * 60


@require_safe
def share_picture(
    _request: HttpRequest, page_id: int, version: str
) -> HttpResponseBase:
    """Give the picture as it is by now; an older address leads to it."""
    now = timezone.now()
    page = shown_page(page_id, now=now)
    if page is None:
        raise Http404
    words = told_words(page, now=now)
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
