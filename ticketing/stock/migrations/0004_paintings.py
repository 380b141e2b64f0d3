import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import ground.money

BIG_KEY = models.BigAutoField(
    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
)
NAME_EN = models.CharField(blank=True, max_length=300, verbose_name="name (English)")
NAME_ZH_HANS = models.CharField(
    blank=True, max_length=300, verbose_name="name (Chinese)"
)
NEGATIVE = "A price can't be negative."
NAMELESS = "Give a name in at least one language."


class Migration(migrations.Migration):
    dependencies = [
        ("shows", "0001_initial"),
        ("stock", "0003_paint_sections"),
        ("venues", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Painting",
            fields=[
                ("id", BIG_KEY),
                ("content", models.JSONField(default=dict)),
                (
                    "unpriced",
                    models.PositiveIntegerField(
                        default=0,
                        help_text="Places that have neither a price nor are blocked.",
                    ),
                ),
                (
                    "performance",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="painting",
                        to="shows.performance",
                    ),
                ),
            ],
            options={"verbose_name": "painting", "verbose_name_plural": "paintings"},
        ),
        migrations.CreateModel(
            name="PriceList",
            fields=[
                ("id", BIG_KEY),
                ("name_en", NAME_EN),
                ("name_zh_hans", NAME_ZH_HANS),
                (
                    "currency",
                    models.CharField(
                        max_length=3,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]{3}$", "Write three capital letters."
                            )
                        ],
                        verbose_name="currency",
                    ),
                ),
                ("content", models.JSONField(default=dict, editable=False)),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="venues.seatingplan",
                        verbose_name="painted on",
                    ),
                ),
            ],
            options={
                "verbose_name": "price list",
                "verbose_name_plural": "price lists",
                "ordering": ("name_en", "name_zh_hans", "pk"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("name_en", ""), ("name_zh_hans", ""), _negated=True
                        ),
                        name="stock_pricelist_has_a_name",
                        violation_error_message=NAMELESS,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PriceListTier",
            fields=[
                ("id", BIG_KEY),
                ("name_en", NAME_EN),
                ("name_zh_hans", NAME_ZH_HANS),
                ("code", models.CharField(max_length=2, verbose_name="letter")),
                (
                    "price",
                    ground.money.MoneyField(
                        help_text="What the buyer pays, fees included.",
                        verbose_name="price",
                    ),
                ),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="position"
                    ),
                ),
                (
                    "price_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tiers",
                        to="stock.pricelist",
                    ),
                ),
            ],
            options={
                "verbose_name": "price of a list",
                "verbose_name_plural": "prices of a list",
                "ordering": ("position", "pk"),
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("name_en", ""), ("name_zh_hans", ""), _negated=True
                        ),
                        name="stock_pricelisttier_has_a_name",
                        violation_error_message=NAMELESS,
                    ),
                    models.UniqueConstraint(
                        fields=("price_list", "code"), name="stock_list_code_is_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("price__gte", 0)),
                        name="stock_list_price_is_not_negative",
                        violation_error_message=NEGATIVE,
                    ),
                ],
            },
        ),
    ]
