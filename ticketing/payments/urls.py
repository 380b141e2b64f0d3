"""Addresses that gateways and the sandbox use (no language in them)."""

from django.urls import URLPattern

app_name = "payments"
urlpatterns: list[URLPattern] = []
