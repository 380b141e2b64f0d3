"""Proof that a parcel has come: handed in, saved as a file, taken away."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ground.documents import DocumentField, download
from ground.errors import Refusal
from ticketing.delivery import proofs as services
from ticketing.delivery.models import Parcel, Proof
from ticketing.desk import rights
from ticketing.desk.rights import needs, person


class ProofForm(forms.Form):
    document = DocumentField(
        label=gettext_lazy("Photo or PDF"),
        max_length=200,
        help_text=gettext_lazy(
            "A signed slip, or a photo of where it was left; at most 10 MB. Of a photo"
            " the place where it was taken is not kept."
        ),
    )


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS)
@require_POST
def add(request: HttpRequest, parcel_id: int) -> HttpResponse:
    """Keep a document with the parcel; what is refused is told on its page."""
    parcel = get_object_or_404(Parcel, pk=parcel_id)
    form = ProofForm(request.POST, request.FILES)
    if form.is_valid():
        document = form.cleaned_data["document"]
        now, actor = timezone.now(), str(person(request))
        try:
            services.keep_proof(parcel.pk, document, now=now, actor=actor)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The proof is kept with the parcel."))
    for sentence in form.errors.get("document", ()):
        messages.error(request, str(sentence))
    return redirect("desk-parcel", parcel.pk)


@needs(rights.SEE_PARCELS)
@require_safe
def save(_request: HttpRequest, parcel_id: int, proof_id: int) -> HttpResponse:
    """The document as a file."""
    proof = _of(parcel_id, proof_id)
    return download(proof.document, f"{proof.parcel.delivery.order.number}-{proof.pk}")


@needs(rights.SEE_PARCELS, rights.MOVE_PARCELS)
@require_POST
def remove(request: HttpRequest, parcel_id: int, proof_id: int) -> HttpResponse:
    """Forget a document that does not belong here."""
    proof = _of(parcel_id, proof_id)
    services.take_away(proof, now=timezone.now(), actor=str(person(request)))
    messages.success(request, _("The document is gone; that it was there is kept."))
    return redirect("desk-parcel", parcel_id)


def _of(parcel_id: int, proof_id: int) -> Proof:
    found = Proof.objects.filter(parcel=parcel_id, removed_at=None)
    return get_object_or_404(
        found.select_related("parcel__delivery__order"), pk=proof_id
    )
