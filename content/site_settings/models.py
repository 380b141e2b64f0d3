"""Brand, menu and footer; of each kind the house has one."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField

from content.site_settings.blocks import ColumnBlock, LinkBlock, ProfileBlock
from content.site_settings.forms import BrandForm

MOST_LINKS = 8
MOST_COLUMNS = 2


class Typeface(models.TextChoices):
    """Archivo comes with the site; the others are the reader's own."""

    ARCHIVO = "archivo", _("Archivo: narrow, strong titles")
    PLAIN = "plain", _("Plain: the letters of the reader’s device")
    SERIF = "serif", _("Serif titles: the reader’s own serif letters")


@register_setting(icon="pick", order=100)
class Brand(BaseGenericSetting):
    """The house's look; its names and colours stand with the house itself."""

    logo = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_(
            "PNG or WebP with a clear ground, at least 80 pixels high; stands in place"
            " of the name. Without one the name is written."
        ),
    )
    typeface = models.CharField(
        _("typeface"), max_length=10, choices=Typeface, default=Typeface.ARCHIVO
    )

    changed_at = models.DateTimeField(auto_now=True, null=True)

    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("name_en"), FieldPanel("name_zh_hans")], heading=_("Name")
            ),
            FieldPanel("logo"),
            MultiFieldPanel(
                [FieldPanel("accent"), FieldPanel("on_accent")], heading=_("Colours")
            ),
            FieldPanel("typeface"),
        ],
        base_form_class=BrandForm,
    )

    class Meta:
        verbose_name = _("brand")

    def __str__(self) -> str:
        return str(self.get_typeface_display())


@register_setting(icon="list-ul", order=110)
class Navigation(BaseGenericSetting):
    """The ways through the site: the menu on top, and the foot of each page."""

    menu = StreamField(
        [("link", LinkBlock())],
        blank=True,
        max_num=MOST_LINKS,
        verbose_name=_("main menu"),
        help_text=_("Empty: the pages that are marked “show in menus”, by the tree."),
    )
    columns = StreamField(
        [("column", ColumnBlock())],
        blank=True,
        max_num=MOST_COLUMNS,
        verbose_name=_("columns of the footer"),
        help_text=_("Empty: one column with the menu and the terms of sale."),
    )
    address_en = models.TextField(_("address (English)"), max_length=400, blank=True)
    address_zh_hans = models.TextField(
        _("address (Chinese)"), max_length=400, blank=True
    )
    profiles = StreamField(
        [("profile", ProfileBlock())],
        blank=True,
        max_num=MOST_LINKS,
        verbose_name=_("the house elsewhere"),
        help_text=_("Links alone: nothing of other sites is loaded."),
    )
    small_print_en = models.CharField(
        _("small print (English)"), max_length=300, blank=True
    )
    small_print_zh_hans = models.CharField(
        _("small print (Chinese)"), max_length=300, blank=True
    )

    changed_at = models.DateTimeField(auto_now=True, null=True)

    panels: ClassVar[list[Any]] = [
        "menu",
        MultiFieldPanel(
            [
                "columns",
                "address_en",
                "address_zh_hans",
                "profiles",
                "small_print_en",
                "small_print_zh_hans",
            ],
            heading=_("Footer"),
        ),
    ]

    class Meta:
        verbose_name = _("menu and footer")

    def __str__(self) -> str:
        return str(_("menu and footer"))
