"""The screen that puts many pictures into a gallery at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.images.models import Image
from wagtail.permissions import policy_registry

from content.galleries.models import GalleryPage
from content.galleries.services import add_pictures
from content.galleries.staff.forms import AddPicturesForm
from ground.errors import Refusal

UNPROCESSABLE = 422


def many_pictures(request: HttpRequest, page_id: int) -> HttpResponse:
    gallery = get_object_or_404(GalleryPage, pk=page_id)
    allowed = gallery.permissions_for_user(request.user)
    may_upload = policy_registry.get_by_type(Image).user_has_permission(
        request.user, "add"
    )
    if not (allowed.can_edit() and may_upload) or allowed.page_locked():
        raise PermissionDenied
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AddPicturesForm(*sent, user=request.user)
    if form.is_valid() and _added(request, gallery, form):
        return redirect("wagtailadmin_pages:edit", page_id)
    edit = reverse("wagtailadmin_pages:edit", args=[page_id])
    context = {
        "form": form,
        "page_title": _("Add many pictures"),
        "header_icon": "image",
        "breadcrumbs_items": [
            {"url": edit, "label": gallery.get_admin_display_title()},
            {"url": "", "label": _("Add many pictures")},
        ],
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "galleries/staff/many.html", context, status=status)


def _added(request: HttpRequest, gallery: GalleryPage, form: AddPicturesForm) -> bool:
    """Add them and say how many; a refusal goes to the form, nothing is stored."""
    try:
        with transaction.atomic():
            added = add_pictures(
                gallery,
                form.images(),
                credit=form.cleaned_data["credit"],
                user=request.user,
            )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    told = ngettext(
        "%(count)s picture added to the draft.",
        "%(count)s pictures added to the draft.",
        added,
    )
    messages.success(request, told % {"count": added})
    return True
