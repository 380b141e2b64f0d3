"""Addresses of the visitor's way from seats to ticket (under the language)."""

from django.urls import URLPattern

app_name = "checkout"
urlpatterns: list[URLPattern] = []
