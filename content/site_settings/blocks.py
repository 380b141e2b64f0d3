"""Links of the menu and of the footer, in both languages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks

from ticketing.house.models import must_be_a_page


class LinkBlock(blocks.StructBlock):
    """A page of the site, or an address; a page's own title is its label."""

    page = blocks.PageChooserBlock(
        label=_("Page"),
        required=False,
        help_text=_("Readers of the other language are led to its translation."),
    )
    address = blocks.CharBlock(
        label=_("Or an address"),
        required=False,
        max_length=500,
        validators=(must_be_a_page,),
        help_text=_(
            "https://… or a path such as /en/chart/, which follows the reader’s"
            " language by itself."
        ),
    )
    label_en = blocks.CharBlock(
        label=_("Label (English)"), required=False, max_length=60
    )
    label_zh_hans = blocks.CharBlock(
        label=_("Label (Chinese)"), required=False, max_length=60
    )

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = _faults(cleaned)
        if errors:
            raise blocks.StructBlockValidationError(
                block_errors={n: ValidationError(text) for n, text in errors.items()}
            )
        return cleaned


def _faults(link: Any) -> dict[str, Any]:
    if bool(link["page"]) == bool(link["address"]):
        return {"page": _("Choose a page or write an address, one of the two.")}
    if link["address"] and not (link["label_en"] or link["label_zh_hans"]):
        return {"label_en": _("An address needs a label.")}
    return {}


class ColumnBlock(blocks.StructBlock):
    title_en = blocks.CharBlock(
        label=_("Title (English)"), required=False, max_length=60
    )
    title_zh_hans = blocks.CharBlock(
        label=_("Title (Chinese)"), required=False, max_length=60
    )
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")


class ProfileBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=60)
    address = blocks.URLBlock(label=pgettext_lazy("of a page", "Address"))

    class Meta:
        icon = "group"
        label = _("Profile elsewhere")
