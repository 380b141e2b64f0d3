"""Addresses below a language, in the space of the search."""

from django.urls import path

from search.saved import views

_OWN = "saved-searches/<slug:secret>/"

urlpatterns = [
    path("search/tell-me/", views.save, name="save"),
    path("saved-searches/", views.own_searches, name="saved-own"),
    path(_OWN, views.saved, name="saved"),
    path(f"{_OWN}confirm/", views.confirm, name="saved-confirm"),
    path(f"{_OWN}keep/", views.keep_on, name="saved-keep"),
    path(f"{_OWN}stop/", views.stop, name="saved-stop"),
]
