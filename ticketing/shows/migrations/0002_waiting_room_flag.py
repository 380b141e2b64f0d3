from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("shows", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="performance",
            name="has_room",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                verbose_name="has a waiting room",
            ),
        ),
    ]
