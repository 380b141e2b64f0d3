"""Addresses of plans, below the admin's own."""

from django.urls import URLPattern, path

from ticketing.desk.plans import editor_views, moving_views, views

PLAN = "desk/plans/<int:plan_id>/"
VERSION = "desk/plans/versions/<int:version_id>/"
PICTURES = "desk/plans/pictures/"

urlpatterns: list[URLPattern] = [
    path("desk/plans/new/", views.plan_add, name="desk-plan-add"),
    path(PLAN, views.plan_page, name="desk-plan"),
    path(f"{PLAN}import/", views.plan_import, name="desk-plan-import"),
    path(f"{PLAN}newest/", editor_views.newest, name="desk-plan-newest"),
    path(
        "desk/performances/<int:performance_id>/plan/",
        moving_views.performance_plan,
        name="desk-plan-move",
    ),
    path(f"{VERSION}draw/", editor_views.editor, name="desk-plan-editor"),
    path(f"{VERSION}draw/plan.json", editor_views.document, name="desk-plan-document"),
    path(f"{VERSION}draw/save/", editor_views.save, name="desk-plan-save"),
    path(f"{VERSION}file/<slug:kind>/", views.plan_export, name="desk-plan-export"),
    path(PICTURES, editor_views.picture_add, name="desk-plan-picture-add"),
    path(f"{PICTURES}<int:image_id>/", editor_views.picture, name="desk-plan-picture"),
]
