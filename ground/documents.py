"""Documents that people hand in: a PDF or a picture, checked, and never shown inline.

A picture is drawn anew: what else its file held (the place where it was taken, another
file behind it) is gone, and it is no larger than somebody needs who reads it.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import PIL.Image
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from PIL import ImageOps

MEGABYTE: Final = 1_000_000
MOST_BYTES: Final = 10 * MEGABYTE
MOST_DOTS: Final = 50_000_000
# Pixels; small print on a sheet of A4 can be read.
LONGEST_SIDE: Final = 1800
QUALITY: Final = 80
PICTURES: Final = ("JPEG", "PNG", "WEBP")
_BOMBS: Final = (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning)


class DocumentKind(models.TextChoices):
    PDF = "pdf", _("PDF")
    PICTURE = "jpg", _("picture")


_TYPES: Final = {
    DocumentKind.PDF: "application/pdf",
    DocumentKind.PICTURE: "image/jpeg",
}


@dataclass(frozen=True, slots=True)
class Document:
    """`body` is what is kept, not always byte for byte what came."""

    kind: DocumentKind
    body: bytes


class DocumentField(forms.FileField):
    """Cleans to a Document; anything but a PDF or a picture is refused."""

    widget = forms.ClearableFileInput(
        attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,application/pdf,image/*"}
    )

    def clean(self, data: Any, initial: Any = None) -> Document | None:
        upload = super().clean(data, initial)
        return read_document(upload) if upload else None


def read_document(upload: Any) -> Document:
    """Look into an uploaded file by what it holds, not by its name.

    Raises ValidationError where it is too large, damaged or something else.
    """
    if upload.size > MOST_BYTES:
        message = _("The file may have %(most)d MB, and this one has more.")
        told = {"most": MOST_BYTES // MEGABYTE}
        raise ValidationError(message, code="too_large", params=told)
    body = upload.read()
    if body.startswith(b"%PDF-"):
        if b"%%EOF" not in body[-2048:]:
            message = _("This PDF is not complete: please save it anew.")
            raise ValidationError(message, code="damaged")
        return Document(DocumentKind.PDF, body)
    return Document(DocumentKind.PICTURE, _drawn_anew(body))


def _drawn_anew(body: bytes) -> bytes:
    try:
        with PIL.Image.open(BytesIO(body), formats=PICTURES) as opened:
            if opened.width * opened.height > MOST_DOTS:
                message = _("This picture has more dots than can be looked at.")
                raise ValidationError(message, code="too_many_dots")
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = BytesIO()
            upright.convert("RGB").save(drawn, "JPEG", quality=QUALITY)
    except _BOMBS as error:
        message = _("This picture has more dots than can be looked at.")
        raise ValidationError(message, code="too_many_dots") from error
    except (OSError, SyntaxError, ValueError) as error:
        message = _("This is neither a PDF nor a picture that can be read.")
        raise ValidationError(message, code="unknown") from error
    return drawn.getvalue()


def download(document: Document, name: str) -> HttpResponse:
    """The document as a file to be saved; `name` without its ending.

    A browser must not run what somebody has sent in as a page of this site.
    """
    response = HttpResponse(document.body, content_type=_TYPES[document.kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{document.kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
