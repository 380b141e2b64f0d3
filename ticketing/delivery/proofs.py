"""Keeping and taking away what shows that a parcel has come."""

from datetime import datetime
from typing import Final

from django.db import transaction

from ground.documents import Document
from ticketing.delivery.errors import NothingToProve, ProofsFull
from ticketing.delivery.models import Parcel, ParcelState, Proof

MOST: Final = 5
AWAY: Final = (
    ParcelState.HANDED_OVER,
    ParcelState.IN_TRANSIT,
    ParcelState.DELIVERED,
    ParcelState.RETURNED,
)


@transaction.atomic
def keep_proof(
    parcel_id: int, document: Document, *, now: datetime, actor: str
) -> Proof:
    """Keep it with the parcel; the same document twice is kept once.

    Raises NothingToProve for a parcel that has not left, and ProofsFull.
    """
    parcel = Parcel.objects.select_for_update(no_key=True).get(pk=parcel_id)
    if parcel.state not in AWAY:
        raise NothingToProve
    there = Proof.objects.filter(parcel=parcel, removed_at=None)
    same = there.filter(body=document.body).first()
    if same is not None:
        return same
    if there.count() >= MOST:
        raise ProofsFull(most=MOST)
    return Proof.objects.create(
        parcel=parcel,
        kind=document.kind,
        body=document.body,
        at=now,
        actor=actor[:200],
    )


def take_away(proof: Proof, *, now: datetime, actor: str) -> None:
    """Forget the document; that there was one, and who took it away, is kept."""
    Proof.objects.filter(pk=proof.pk, removed_at=None).update(
        body=None, removed_at=now, removed_by=actor[:200]
    )
