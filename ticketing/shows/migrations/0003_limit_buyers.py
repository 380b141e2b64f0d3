from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("shows", "0002_waiting_room_flag"),
    ]

    operations = [
        migrations.AddField(
            model_name="performance",
            name="most_per_order",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Empty: as many as the house allows.",
                null=True,
                validators=[MinValueValidator(1), MaxValueValidator(500)],
                verbose_name="most places in one order",
            ),
        ),
        migrations.AddField(
            model_name="performance",
            name="most_per_buyer",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text=(
                    "Over all orders, by account, e-mail address and telephone"
                    " number. Empty: any number."
                ),
                null=True,
                validators=[MinValueValidator(1), MaxValueValidator(500)],
                verbose_name="most places for one person",
            ),
        ),
    ]
