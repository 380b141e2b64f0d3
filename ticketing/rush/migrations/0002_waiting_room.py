import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from ground.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("rush", "0001_initial"),
        ("shows", "0002_waiting_room_flag"),
    ]

    operations = [
        migrations.CreateModel(
            name="Room",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("opens_at", models.DateTimeField(verbose_name="the room opens")),
                ("seed", models.CharField(max_length=64)),
                ("seed_hash", models.CharField(max_length=64)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("drawn", models.PositiveIntegerField(null=True)),
                ("door", models.FloatField(default=0)),
                ("door_at", models.DateTimeField(null=True)),
                ("trail", models.JSONField(default=list)),
                (
                    "per_minute",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty: the door follows what the checkout can carry.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(60000)],
                        verbose_name="people let in each minute",
                    ),
                ),
                ("pace", models.FloatField(default=0)),
                (
                    "keep_minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(2),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="minutes for which a turn is kept",
                    ),
                ),
                ("paused_at", models.DateTimeField(null=True)),
                (
                    "message_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="message (English)"
                    ),
                ),
                (
                    "message_zh_hans",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="message (Chinese)"
                    ),
                ),
                (
                    "performance",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="shows.performance",
                    ),
                ),
            ],
            options={
                "verbose_name": "waiting room",
                "verbose_name_plural": "waiting rooms",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("drawn", None), ("drawn_at", None))
                        | models.Q(
                            ("drawn__isnull", False), ("drawn_at__isnull", False)
                        ),
                        name="rush_a_draw_has_its_number",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomCounter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("joined", models.PositiveIntegerField(default=0)),
                (
                    "room",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counter",
                        to="rush.room",
                    ),
                ),
            ],
            options={
                "verbose_name": "counter of a waiting room",
                "verbose_name_plural": "counters of waiting rooms",
            },
        ),
        migrations.CreateModel(
            name="RoomEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("token_hash", models.CharField(max_length=64)),
                ("cart_key", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="rush.room",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry through a waiting room",
                "verbose_name_plural": "entries through waiting rooms",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("room", "token_hash"),
                        name="rush_a_number_serves_one_cart",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("set", "room set up"),
                            ("changed", "room changed"),
                            ("drawn", "order drawn"),
                            ("pace", "pace changed"),
                            ("paused", "paused"),
                            ("resumed", "resumed"),
                            ("removed", "room taken away"),
                        ],
                        max_length=10,
                    ),
                ),
                ("actor", models.CharField(blank=True, max_length=200)),
                ("before", models.CharField(blank=True, max_length=400)),
                ("after", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
                (
                    "performance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="shows.performance",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a waiting room",
                "verbose_name_plural": "events of waiting rooms",
                "indexes": [
                    models.Index(
                        fields=["performance", "at"], name="rush_room_event_by_time"
                    )
                ],
            },
        ),
        append_only("rush_roomevent"),
    ]
