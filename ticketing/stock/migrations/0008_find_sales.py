from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("stock", "0007_control")]

    operations = [
        migrations.AddIndex(
            model_name="stockevent",
            index=models.Index(
                condition=models.Q(("kind", "sold")),
                fields=["at"],
                name="stock_sales_by_moment",
            ),
        ),
    ]
