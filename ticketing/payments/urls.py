"""Addresses that gateways and the sandbox use (no language in them)."""

from django.urls import path

from ticketing.payments import views

app_name = "payments"
urlpatterns = [
    path("stripe/", views.stripe_notice, name="stripe-notice"),
    path("sandbox/<slug:key>/", views.sandbox, name="sandbox"),
]
