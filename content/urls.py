"""Addresses of the site that are no pages: `/brand.css`, `/s/<show>/`."""

from django.urls import path, re_path

from content import views
from content.media import cut_picture
from content.styleguide.views import styleguide
from content.venue_pages.views import plan

app_name = "content"
urlpatterns = [
    path("brand.css", views.brand, name="brand"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    re_path(r"^s/(?P<slug>[-\w]+)/$", views.show_redirect, name="show"),
    path(
        "pictures/<str:signature>/<int:image_id>/<str:filter_spec>",
        cut_picture,
        name="picture",
    ),
    path("venue-plans/<int:version_id>.svg", plan, name="venue-plan"),
    path("styleguide/", styleguide, name="styleguide"),
    path("pages/<int:page_id>/bar/", views.user_bar, name="user-bar"),
]
