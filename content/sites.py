"""For which of Wagtail's sites a request is: most houses have one."""

from functools import partial

from django.http import HttpRequest
from wagtail.models import Site

from ground.keeping import MINUTE, kept


def know_site(request: HttpRequest) -> None:
    """Spare Wagtail the question, page by page; what it learns is good for a minute."""
    key = f"site:{request.get_host()}:{request.get_port()}"
    site = kept(key, MINUTE, partial(Site.find_for_request, request))
    # Where Wagtail keeps what it has found for this request.
    request._wagtail_site = site  # type: ignore[attr-defined]  # noqa: SLF001
