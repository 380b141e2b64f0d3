import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rush", "0003_limit_slots"),
    ]

    operations = [
        migrations.AddField(
            model_name="rushrules",
            name="after_lapses",
            field=models.CharField(
                choices=[
                    ("shorten", "hold for a shorter time"),
                    ("refuse", "refuse until the hour is over"),
                ],
                db_default="shorten",
                default="shorten",
                max_length=10,
                verbose_name="whoever let too many lapse",
            ),
        ),
        migrations.AddField(
            model_name="rushrules",
            name="holds_per_network",
            field=models.PositiveSmallIntegerField(
                db_default=60,
                default=60,
                help_text="For one performance. More are refused until some have ended.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(200),
                ],
                verbose_name="holds that one network may have at once",
            ),
        ),
        migrations.AddField(
            model_name="rushrules",
            name="lapses_per_network",
            field=models.PositiveSmallIntegerField(
                db_default=40,
                default=40,
                help_text="Many visitors share one: a school, an office, a mobile carrier.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(200),
                ],
                verbose_name="holds that one network may let lapse",
            ),
        ),
        migrations.AddField(
            model_name="rushrules",
            name="lapses_per_visitor",
            field=models.PositiveSmallIntegerField(
                db_default=3,
                default=3,
                help_text="For one performance within an hour. Given back after more than half of its time counts too.",
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(100),
                ],
                verbose_name="holds that one visitor may let lapse",
            ),
        ),
        migrations.AddField(
            model_name="rushrules",
            name="short_hold_minutes",
            field=models.PositiveSmallIntegerField(
                db_default=3,
                default=3,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(60),
                ],
                verbose_name="minutes of a shorter hold",
            ),
        ),
    ]
