"""What shows that a parcel has come: a signed slip, a photo of the door."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ground.documents import Document, DocumentKind
from ticketing.delivery.models.parcels import Parcel


class ProofQuerySet(models.QuerySet["Proof"]):
    def told(self) -> "ProofQuerySet":
        """Without the documents themselves, the oldest first."""
        return self.defer("body").order_by("at", "pk")


class Proof(models.Model):
    """A document that staff keep with a parcel; nobody else sees it.

    One that was taken away keeps its row, without the document.
    """

    parcel = models.ForeignKey(Parcel, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=3, choices=DocumentKind)
    body = models.BinaryField(null=True)
    at = models.DateTimeField(_("kept at"))
    actor = models.CharField(max_length=200, blank=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=200, blank=True)

    objects = ProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("proof of delivery")
        verbose_name_plural = _("proofs of delivery")
        ordering: ClassVar[Any] = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.parcel_id} · {self.kind}"

    @property
    def document(self) -> Document:
        return Document(DocumentKind(self.kind), bytes(self.body or b""))
