import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0002_keep_events"),
        ("rush", "0004_bound_holds"),
        ("shows", "0003_limit_buyers"),
    ]

    operations = [
        migrations.CreateModel(
            name="PresaleCode",
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
                    "code",
                    models.CharField(max_length=20, unique=True, verbose_name="code"),
                ),
                (
                    "email",
                    models.EmailField(
                        blank=True,
                        max_length=254,
                        verbose_name="for this address alone",
                    ),
                ),
                (
                    "batch",
                    models.CharField(blank=True, max_length=60, verbose_name="batch"),
                ),
                ("made_at", models.DateTimeField()),
                ("voided_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "presale code",
                "verbose_name_plural": "presale codes",
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="rushrules",
            name="wrong_codes",
            field=models.PositiveSmallIntegerField(
                db_default=20,
                default=20,
                help_text="Within ten minutes; more are not looked at.",
                validators=[
                    django.core.validators.MinValueValidator(3),
                    django.core.validators.MaxValueValidator(1000),
                ],
                verbose_name="wrong presale codes from one network",
            ),
        ),
        migrations.CreateModel(
            name="PresaleWindow",
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
                    "name_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="name (English)"
                    ),
                ),
                (
                    "name_zh_hans",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="name (Chinese)"
                    ),
                ),
                ("begins_at", models.DateTimeField(verbose_name="begins")),
                ("ends_at", models.DateTimeField(verbose_name="ends")),
                (
                    "quota",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Empty: as many as there are.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="places in all",
                    ),
                ),
                (
                    "places_per_code",
                    models.PositiveSmallIntegerField(
                        default=2,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(500),
                        ],
                        verbose_name="places for each code",
                    ),
                ),
                (
                    "admits",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        verbose_name="open without a code for",
                    ),
                ),
                (
                    "performances",
                    models.ManyToManyField(
                        related_name="+",
                        to="shows.performance",
                        verbose_name="performances",
                    ),
                ),
            ],
            options={
                "verbose_name": "presale",
                "verbose_name_plural": "presales",
                "ordering": ("begins_at", "pk"),
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PresaleUse",
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
                ("slot", models.PositiveSmallIntegerField(default=1)),
                (
                    "code",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="rush.presalecode",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orders.order",
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="rush.presalewindow",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a presale",
                "verbose_name_plural": "uses of presales",
            },
        ),
        migrations.AddField(
            model_name="presalecode",
            name="window",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="codes",
                to="rush.presalewindow",
            ),
        ),
        migrations.CreateModel(
            name="CartCode",
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
                    "cart",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="orders.cart",
                    ),
                ),
                (
                    "code",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="rush.presalecode",
                    ),
                ),
            ],
            options={
                "verbose_name": "code of a cart",
                "verbose_name_plural": "codes of carts",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cart", "code"), name="rush_code_once_in_a_cart"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="presalewindow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("name_en", ""), ("name_zh_hans", ""), _negated=True
                ),
                name="rush_presalewindow_has_a_name",
                violation_error_message="Give a name in at least one language.",
            ),
        ),
        migrations.AddConstraint(
            model_name="presalewindow",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("begins_at"))),
                name="rush_presale_ends_after_it_begins",
                violation_error_message="A presale must end after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="presaleuse",
            constraint=models.UniqueConstraint(
                fields=("code", "slot"), name="rush_a_code_is_used_once"
            ),
        ),
    ]
