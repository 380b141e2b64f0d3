"""What editors upload, as it is handed out: nothing of it runs, nothing tells more.

Visitors get cut versions. The originals, which may say where a photograph was
taken, are for staff alone.
"""

import posixpath
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.images.views.serve import ServeView

from content.ranges import in_parts

ORIGINALS: Final = "original_images/"
# What a browser may show by itself; all else is saved as a file.
SHOWN: Final = ("image/", "video/", "audio/", "text/vtt", "application/pdf")
FILMS: Final = ("video/", "audio/")
PDF: Final = "application/pdf"
NOTHING_RUNS: Final = "default-src 'none'; style-src 'unsafe-inline'"
SECONDS: Final = 24 * 60 * 60

cut_picture = ServeView.as_view(action="redirect")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Hand out an uploaded file, so that it can do nothing here."""
    clean = posixpath.normpath(path).lstrip("/").casefold()
    is_original = clean.startswith(ORIGINALS)
    if is_original and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    kind = response.get("Content-Type", "")
    # Browsers show no PDF in a sandbox.
    box = "" if kind == PDF else "; sandbox"
    response["Content-Security-Policy"] = NOTHING_RUNS + box
    response["X-Content-Type-Options"] = "nosniff"
    if not kind.startswith(SHOWN) or "svg" in kind:
        response["Content-Disposition"] = "attachment"
    for_whom = "private" if is_original else "public"
    response["Cache-Control"] = f"{for_whom}, max-age={SECONDS}"
    return in_parts(request, response) if kind.startswith(FILMS) else response
