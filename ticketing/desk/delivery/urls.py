"""Addresses of the parcels' screens inside the admin."""

from django.urls import URLPattern, path

from ticketing.desk.delivery import acts, blanks, numbers, proofs, screens

PARCELS = "desk/parcels/"


def parcel_urls() -> list[URLPattern]:
    return [
        path(PARCELS, screens.parcels, name="desk-parcels"),
        path(f"{PARCELS}act/", acts.act, name="desk-parcels-act"),
        path(f"{PARCELS}numbers/", numbers.numbers, name="desk-parcel-numbers"),
        path(f"{PARCELS}import/", numbers.import_numbers, name="desk-parcel-import"),
        path("desk/blanks/", blanks.blanks, name="desk-blanks"),
        path("desk/blanks/<int:stock_id>/", blanks.spoil, name="desk-blanks-spoil"),
        path("desk/prints/", blanks.print_on, name="desk-print-on"),
        path("desk/prints/<int:run_id>/", blanks.run, name="desk-print"),
        path(
            "desk/prints/<int:run_id>/tickets.pdf",
            blanks.run_as_pdf,
            name="desk-print-pdf",
        ),
        path(f"{PARCELS}<int:parcel_id>/note/", acts.note, name="desk-parcel-note"),
        path(f"{PARCELS}<int:parcel_id>/", screens.parcel, name="desk-parcel"),
        *_proof_urls(f"{PARCELS}<int:parcel_id>/proofs/"),
    ]


def _proof_urls(proof: str) -> list[URLPattern]:
    one = f"{proof}<int:proof_id>/"
    return [
        path(proof, proofs.add, name="desk-parcel-proof-add"),
        path(one, proofs.save, name="desk-parcel-proof"),
        path(f"{one}remove/", proofs.remove, name="desk-parcel-proof-remove"),
    ]
