"""Addresses of the site that are no pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import condition, require_safe
from wagtail.models import Page

from content.frame import the_look
from content.page_cache import public_page
from content.selectors import live_pages_of

BRAND_SECONDS = 86_400


@require_safe
@condition(etag_func=lambda _request: f'"{the_look().version}"')
def brand(request: HttpRequest) -> HttpResponseBase:
    """Give the house's colours and letters as a style sheet.

    Pages name its version: who asks for the present one need not ask again.
    """
    look = the_look()
    response = HttpResponse(look.sheet, content_type="text/css; charset=utf-8")
    is_present = request.GET.get("v") == look.version
    seconds = BRAND_SECONDS if is_present else 1
    patch_cache_control(response, public=True, max_age=seconds)
    return response


@require_safe
def show_redirect(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Lead from the show's short address to its page in the reader's language."""
    language = get_language_from_request(request)
    pages = live_pages_of(slug)
    page = pages.get(language) or next(iter(pages.values()), None)
    if page is None:
        raise Http404
    response = redirect(page.get_url(request))
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
@public_page
def robots(request: HttpRequest) -> HttpResponseBase:
    context = {"sitemap": request.build_absolute_uri("/sitemap.xml")}
    return render(request, "robots.txt", context, content_type="text/plain")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponseBase:
    """Browsers ask for this address without being told to."""
    return redirect(static("favicon.svg"))


@require_safe
def user_bar(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Give Wagtail's bar for a page to staff; to others it does not exist."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    page = get_object_or_404(Page.objects.live(), pk=page_id)
    response = render(request, "content/user_bar.html", {"page": page.specific})
    patch_cache_control(response, private=True, no_store=True)
    return response
