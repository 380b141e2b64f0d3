"""What the ground itself keeps."""

from typing import Any, ClassVar

from django.db import models


class RepeatedRequest(models.Model):
    """The answer to a request that named an `Idempotency-Key`.

    `status` is empty while the first request is still being answered.
    """

    caller = models.CharField(max_length=80)
    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(default=bytes)
    content_type = models.CharField(max_length=100, blank=True)
    begun_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[Any]] = [
            models.Index(fields=["begun_at"], name="ground_repeated_begun")
        ]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["caller", "key"], name="ground_idempotency_key_is_unique"
            )
        ]

    def __str__(self) -> str:
        return self.key


class WorkerBeat(models.Model):
    """A worker process; it says every few seconds that it lives."""

    id = models.CharField(max_length=64, primary_key=True)
    host = models.CharField(max_length=200)
    pid = models.PositiveIntegerField()
    queues = models.CharField(max_length=200, blank=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.host} {self.pid}"
