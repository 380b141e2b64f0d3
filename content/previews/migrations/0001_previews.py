import uuid

import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import content.models.public


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("shows", "0004_waiting_list"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreviewsPage",
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
                "verbose_name": "page of previews",
                "verbose_name_plural": "pages of previews",
            },
            bases=(content.models.public.PublicPage, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="Pick",
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
                    "translation_key",
                    models.UUIDField(default=uuid.uuid4, editable=False),
                ),
                (
                    "sort_order",
                    models.IntegerField(blank=True, editable=False, null=True),
                ),
                (
                    "reason",
                    models.CharField(
                        help_text="Why to see it, in one sentence.",
                        max_length=250,
                        verbose_name="reason",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                (
                    "show",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="shows.show",
                        verbose_name="show",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="picks",
                        to="previews.previewspage",
                    ),
                ),
            ],
            options={
                "verbose_name": "pick",
                "verbose_name_plural": "picks",
                "ordering": ["sort_order"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
        ),
    ]
