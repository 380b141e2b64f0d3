import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rush", "0005_presale"),
        ("shows", "0004_waiting_list"),
        ("stock", "0007_control"),
    ]

    operations = [
        migrations.CreateModel(
            name="WaitingCursor",
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
                ("event", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "cursor of the waiting lists",
                "verbose_name_plural": "cursors of the waiting lists",
            },
        ),
        migrations.AddField(
            model_name="rushrules",
            name="offer_hours",
            field=models.PositiveSmallIntegerField(
                db_default=12,
                default=12,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(168),
                ],
                verbose_name="hours for an offer from the waiting list",
            ),
        ),
        migrations.CreateModel(
            name="WaitingEntry",
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
                ("secret", models.CharField(max_length=64, unique=True)),
                (
                    "email",
                    models.EmailField(max_length=254, verbose_name="e-mail address"),
                ),
                ("email_key", models.CharField(max_length=64)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("zh-hans", "简体中文")],
                        max_length=10,
                    ),
                ),
                (
                    "quantity",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="places",
                    ),
                ),
                (
                    "together",
                    models.BooleanField(
                        default=True, verbose_name="only beside one another"
                    ),
                ),
                ("joined_at", models.DateTimeField(verbose_name="joined")),
                (
                    "confirmed_at",
                    models.DateTimeField(null=True, verbose_name="confirmed"),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("left", "left the list"),
                            ("taken", "took the offer"),
                            ("lapsed", "let the offer lapse"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "performance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="shows.performance",
                    ),
                ),
                (
                    "tiers",
                    models.ManyToManyField(
                        related_name="+", to="stock.pricetier", verbose_name="price"
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of a waiting list",
                "verbose_name_plural": "entries of waiting lists",
                "ordering": ("confirmed_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="WaitingOffer",
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
                ("hold_key", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("deadline", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="rush.waitingentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "offer to who waits",
                "verbose_name_plural": "offers to who waits",
            },
        ),
        migrations.AddConstraint(
            model_name="waitingentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("performance", "email_key"),
                name="rush_one_live_entry_for_an_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="waitingoffer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("entry",),
                name="rush_one_open_offer_for_an_entry",
            ),
        ),
    ]
