"""Addresses below a language: `/en/search/`, `/en/search/suggest/`."""

from django.urls import include, path

from search import views

app_name = "search"
urlpatterns = [
    path("search/", views.results, name="results"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("", include("search.saved.urls")),
]
