import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import content.models.public


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="OffersPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "intro",
                    models.CharField(
                        blank=True,
                        help_text="One sentence under the title.",
                        max_length=250,
                        verbose_name="introduction",
                    ),
                ),
            ],
            options={
                "verbose_name": "page of offers",
                "verbose_name_plural": "pages of offers",
            },
            bases=(content.models.public.PublicPage, "wagtailcore.page"),
        ),
    ]
