"""Addresses of the parcels' screens inside the admin."""

from django.urls import URLPattern, path

from ticketing.desk.delivery import acts, numbers, screens

PARCELS = "desk/parcels/"


def parcel_urls() -> list[URLPattern]:
    return [
        path(PARCELS, screens.parcels, name="desk-parcels"),
        path(f"{PARCELS}act/", acts.act, name="desk-parcels-act"),
        path(f"{PARCELS}numbers/", numbers.numbers, name="desk-parcel-numbers"),
        path(f"{PARCELS}import/", numbers.import_numbers, name="desk-parcel-import"),
        path(f"{PARCELS}<int:parcel_id>/", screens.parcel, name="desk-parcel"),
    ]
