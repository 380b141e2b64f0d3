"""All addresses of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from content.found.pictures.views import share_picture
from content.media import media
from content.routing import serve_page
from content.sitemap import sitemap, sitemap_part

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/", include("config.api")),
    path("pay/", include("ticketing.payments.urls")),
    path("rooms/", include("ticketing.rush.room_urls")),
    re_path(r"^media/(?P<path>.*)$", media),
    path("sitemap.xml", sitemap, name="sitemap.xml"),
    path("sitemap-<slug:section>.xml", sitemap_part, name="sitemap-part"),
    re_path(
        r"^share/(?P<page_id>[0-9]{1,9})-(?P<version>[0-9a-f]{16})\.jpg$",
        share_picture,
        name="share-picture",
    ),
    path("", include("content.urls")),
    *i18n_patterns(
        path("accounts/", include("allauth.urls")),
        path("", include("ticketing.checkout.urls")),
        path("", include("ticketing.rush.urls")),
        path("", include("community.comments.urls")),
        path("", include("content.announcements.urls")),
        path("", include("content.news.urls")),
        path("", include("content.visits.urls")),
        path("", include("search.urls")),
        path("", include("content.catalogue.urls")),
        # Wagtail's own addresses; the last one, the tree of pages, is ours.
        path("", include(wagtail_urls.urlpatterns[:-1])),
        re_path(wagtail_urls.serve_pattern, serve_page, name="wagtail_serve"),
    ),
]
