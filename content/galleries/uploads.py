"""What Wagtail's own checks of uploaded pictures leave out.

Wagtail decodes the whole picture before it counts its dots, and answers with a
fault where a file breaks off. Here the head of the file is read first, and a
file that can't be read to its end is refused with a sentence.
"""

from typing import Any

import PIL.Image
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

DAMAGED = _("This picture is damaged: please save it anew and upload it again.")
BOMBS = (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning)


class CarefulImageField(WagtailImageField):
    """Refuses by bytes, then by dots, and only then looks at the picture."""

    def to_python(self, data: Any) -> Any:
        if data not in self.empty_values:
            self.check_image_file_size(data)
            self._count_dots(data)
        try:
            return super().to_python(data)
        except (OSError, SyntaxError, EOFError) as error:
            raise ValidationError(DAMAGED, code="damaged") from error

    def _count_dots(self, data: Any) -> None:
        """Read the head of the file; what is no picture is told by Wagtail."""
        data.seek(0)
        try:
            with PIL.Image.open(data) as image:
                dots = image.width * image.height
        except BOMBS:
            dots = 2 * self.max_image_pixels
        except (OSError, SyntaxError, ValueError):
            dots = 0
        finally:
            data.seek(0)
        if dots > self.max_image_pixels:
            told = {"num_pixels": dots, "max_pixels_count": self.max_image_pixels}
            sentence = self.error_messages["file_too_many_pixels"] % told
            raise ValidationError(sentence, code="file_too_many_pixels")


class CarefulImageForm(BaseImageForm):
    """Wagtail's form of an image; its field looks before it reads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("file")
        if field is not None:
            self.fields["file"] = CarefulImageField(
                label=field.label, required=field.required, widget=field.widget
            )
