from django.db import migrations


class Migration(migrations.Migration):
    """What it held is kept by paintings since 0005; no release ever read both."""

    dependencies = [("stock", "0005_fill_paintings")]

    operations = [migrations.DeleteModel(name="SectionTier")]
