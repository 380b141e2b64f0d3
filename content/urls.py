"""Addresses of the site that are no pages: `/brand.css`, `/s/<show>/`."""

from django.urls import URLPattern

app_name = "content"
urlpatterns: list[URLPattern] = []
