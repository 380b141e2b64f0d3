"""Processes that an administrator draws; the engine knows nothing of tickets."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ground.names import Named


class Flow(Named):
    """A drawn process for one kind of subject, such as orders."""

    subject_kind = models.CharField(max_length=40)

    class Meta(Named.Meta):
        verbose_name = _("workflow")
        verbose_name_plural = _("workflows")


class FlowVersion(models.Model):
    """One drawing of a flow; a running case keeps its version."""

    flow = models.ForeignKey(Flow, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    live_from = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("workflow version")
        verbose_name_plural = _("workflow versions")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["flow", "number"], name="flows_version_number_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.flow} · {self.number}"


class Step(Named):
    """A stop inside a phase of the subject."""

    version = models.ForeignKey(
        FlowVersion, on_delete=models.CASCADE, related_name="steps"
    )
    code = models.SlugField(max_length=40)
    phase = models.CharField(max_length=20)

    class Meta(Named.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints: ClassVar[list[Any]] = [
            *Named.Meta.constraints,
            models.UniqueConstraint(
                fields=["version", "code"], name="flows_step_code_is_unique"
            ),
        ]


class Transition(Named):
    """A way from one step to the next."""

    from_step = models.ForeignKey(
        Step, on_delete=models.CASCADE, related_name="ways_out"
    )
    to_step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="ways_in")
    conditions = models.JSONField(default=list)
    actions = models.JSONField(default=list)

    class Meta(Named.Meta):
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")


class Case(models.Model):
    """One subject on its way through one version of a flow."""

    version = models.ForeignKey(
        FlowVersion, on_delete=models.PROTECT, related_name="cases"
    )
    subject = models.BigIntegerField()
    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="cases")
    due_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["version", "subject"],
                condition=models.Q(ended_at=None),
                name="flows_subject_has_one_open_case",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.subject}"
