from django.db import migrations, models
from django.db.models import F, Q

from ground.append_only import append_only
from ticketing.payments.closed_days import keep_closed_days

ACCOUNTS = [
    ("money", "money received"),
    ("receivable", "receivables"),
    ("deferred_income", "deferred income"),
    ("income", "earned income"),
    ("fees", "service fees"),
    ("tax", "tax"),
]
KINDS = [
    ("sale", "sale"),
    ("capture", "money received"),
    ("return", "return"),
    ("refund", "money paid back"),
    ("come_back", "refund that failed"),
    ("earned", "income earned"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0002_keep_events"),
        ("payments", "0004_statements"),
    ]
    operations = [
        migrations.AlterField(
            model_name="entry",
            name="ledger_account",
            field=models.CharField(choices=ACCOUNTS, max_length=20),
        ),
        migrations.AlterField(
            model_name="movement",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=10),
        ),
        migrations.AddIndex(
            model_name="movement",
            index=models.Index(fields=["at"], name="payments_movement_at"),
        ),
        migrations.CreateModel(
            name="Closing",
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
                ("first_on", models.DateField(verbose_name="first day")),
                ("last_on", models.DateField(verbose_name="last day")),
                ("starts_at", models.DateTimeField(unique=True)),
                ("ends_at", models.DateTimeField(unique=True)),
                ("sums", models.JSONField()),
                ("movements", models.PositiveIntegerField(verbose_name="movements")),
                ("entries", models.PositiveIntegerField(verbose_name="entries")),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("closed_at", models.DateTimeField(verbose_name="closed")),
                (
                    "closed_by",
                    models.CharField(max_length=200, verbose_name="closed by"),
                ),
            ],
            options={"verbose_name": "closing", "verbose_name_plural": "closings"},
        ),
        migrations.AddConstraint(
            model_name="closing",
            constraint=models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at"), last_on__gte=F("first_on")),
                name="payments_closing_has_days",
            ),
        ),
        append_only("payments_closing"),
        keep_closed_days(),
    ]
