"""Addresses of comments (under the language)."""

from django.urls import path, re_path

from community.comments import views

app_name = "comments"
_SHOW = r"^comments/(?P<slug>[-\w]+)/"
_ONE = "comments/one/<key:pk>/"

urlpatterns = [
    path("comments/mine/", views.mine, name="mine"),
    path(f"{_ONE}like/", views.like, name="like"),
    path(f"{_ONE}flag/", views.flag, name="flag"),
    path(f"{_ONE}change/", views.change, name="change"),
    path(f"{_ONE}withdraw/", views.withdraw, name="withdraw"),
    path(f"{_ONE}appeal/", views.appeal, name="appeal"),
    re_path(rf"{_SHOW}$", views.page, name="page"),
    re_path(rf"{_SHOW}write/$", views.write, name="write"),
]
