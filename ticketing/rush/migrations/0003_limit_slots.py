import django.core.validators
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0002_keep_events"),
        ("rush", "0002_waiting_room"),
        ("shows", "0003_limit_buyers"),
    ]

    operations = [
        migrations.AddField(
            model_name="limitslot",
            name="line",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="orders.orderline",
            ),
        ),
        migrations.AddConstraint(
            model_name="limitslot",
            constraint=models.CheckConstraint(
                condition=Q(("line", None), ("n", 0))
                | Q(("line__isnull", False), ("n__gt", 0)),
                name="rush_slot_nought_is_the_lock",
            ),
        ),
        migrations.CreateModel(
            name="RushRules",
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
                    "calling_code",
                    models.CharField(
                        default="86",
                        help_text="For numbers that are written without one.",
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[1-9][0-9]{0,2}$",
                                "Write one to three digits, such as 86.",
                            )
                        ],
                        verbose_name="country code of telephone numbers",
                    ),
                ),
                (
                    "dots_count",
                    models.BooleanField(
                        default=False,
                        help_text="Gmail itself delivers to the same person with or"
                        " without dots.",
                        verbose_name="dots in a Gmail address make another buyer",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules for a rush",
                "verbose_name_plural": "rules for a rush",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("pk", 1)), name="rush_rules_are_one"
                    )
                ],
            },
        ),
    ]
