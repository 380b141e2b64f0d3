import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0006_dues_of_a_level"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pointentry",
            name="source",
            field=models.CharField(
                choices=[
                    ("desk", "the house"),
                    ("comment", "a comment"),
                    ("login", "the first login of a day"),
                ],
                max_length=20,
                verbose_name="from",
            ),
        ),
        migrations.CreateModel(
            name="PointRules",
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
                    "login",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="A day is the house’s own. 0: none.",
                        validators=[django.core.validators.MaxValueValidator(10000)],
                        verbose_name="points for the first login of a day",
                    ),
                ),
                (
                    "comment",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="They go when the comment goes. 0: none.",
                        validators=[django.core.validators.MaxValueValidator(10000)],
                        verbose_name="points for a comment that passed",
                    ),
                ),
                (
                    "comments_a_day",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="So many of one member; others bring no points.",
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="comments that count in a day",
                    ),
                ),
            ],
            options={
                "verbose_name": "rules for points",
                "verbose_name_plural": "rules for points",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)),
                        name="members_point_rules_are_one",
                    )
                ],
            },
        ),
    ]
