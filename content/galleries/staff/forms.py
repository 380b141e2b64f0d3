"""The form that puts many pictures into a gallery at once."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image
from wagtail.models import Collection
from wagtail.permissions import policy_registry

NOTHING = _("Choose files or a collection.")


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files of one control, in the order in which they were chosen."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(f, initial) for f in files if f]


class AddPicturesForm(forms.Form):
    """Files to upload, a collection that is there, or both.

    Each file passes the same checks as anywhere else in the admin; one that is
    refused is named, and nothing is added then.
    """

    pictures = ManyFilesField(
        label=_("Picture files"),
        required=False,
        help_text=_("Choose as many as you like; they come in the order of the list."),
    )
    collection = forms.ModelChoiceField(
        label=_("All pictures of a collection"),
        queryset=Collection.objects.none(),
        required=False,
        help_text=_("In the order in which they were uploaded."),
    )
    credit = forms.CharField(
        label=_("Credit"),
        max_length=150,
        required=False,
        help_text=_("For all of them; each can be changed afterwards."),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.uploads: list[Any] = []
        self.fields["collection"].queryset = _collections(user, "choose")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        files = cleaned.get("pictures") or []
        if not files and not cleaned.get("collection") and not self.errors:
            raise ValidationError(NOTHING)
        self.uploads = [self._upload(file) for file in files]
        for file, upload in zip(files, self.uploads, strict=True):
            for error in (said for all_of in upload.errors.values() for said in all_of):
                self.add_error("pictures", f"{file.name}: {error}")
        return cleaned

    def _upload(self, file: "UploadedFile[Any]") -> Any:
        data = {
            "title": PurePath(file.name or "").stem[:255],
            "collection": _collections(self.user, "add").first(),
        }
        made = get_image_form(Image, fields=["title", "file"])
        return made(data, {"file": file}, user=self.user)

    def images(self) -> list[Image]:
        """Store what was uploaded; return all that are to be added, in order."""
        chosen = self.cleaned_data["collection"]
        there = Image.objects.filter(collection=chosen).order_by("created_at", "pk")
        return [*there] + [self._store(upload) for upload in self.uploads]

    def _store(self, upload: Any) -> Image:
        upload.instance.uploaded_by_user = self.user
        stored: Image = upload.save()
        return stored


def _collections(user: Any, right: str) -> Any:
    rights = {"choose": ["choose", "add", "change"], "add": ["add"]}[right]
    policy = policy_registry.get_by_type(Image)
    return policy.collections_user_has_any_permission_for(user, rights)
