from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("shows", "0003_limit_buyers"),
    ]

    operations = [
        migrations.AddField(
            model_name="performance",
            name="has_waiting_list",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Places that come back are offered to it first, in its order.",
                verbose_name="waiting list when sold out",
            ),
        ),
        migrations.AddField(
            model_name="performance",
            name="rereleased_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Until this minute places that come back from orders are kept; then all are released together. Visitors are told.",
                null=True,
                verbose_name="re-release",
            ),
        ),
    ]
