"""Pictures of people, which stand beside their names in every cast."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PersonPortrait(models.Model):
    person = models.OneToOneField(
        "shows.Person",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("person"),
    )
    image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("image"),
        help_text=_("Upright, 4:5, the face in the middle."),
    )
    credit = models.CharField(
        pgettext_lazy("of a picture", "credit"), max_length=150, blank=True
    )

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")

    def __str__(self) -> str:
        return str(self.person)
