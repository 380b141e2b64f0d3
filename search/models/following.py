"""How far each index has followed the database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Mark(models.Model):
    """Something may have changed: its document is to be written anew.

    Written in the transaction of the change, once for each engine; deleted when that
    engine has it. A key with a star stands for a thing and all that names it.
    """

    engine = models.CharField(max_length=20)
    key = models.CharField(max_length=200)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mark of the search")
        verbose_name_plural = _("marks of the search")

    def __str__(self) -> str:
        return f"{self.engine}: {self.key}"


class Cursor(models.Model):
    """How far the search has followed what is never marked; one row."""

    event = models.BigIntegerField(default=0)
    show = models.BigIntegerField(default=0)
    performance = models.BigIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("cursor of the search")
        verbose_name_plural = _("cursors of the search")

    def __str__(self) -> str:
        return f"{self.event}, {self.at}"
