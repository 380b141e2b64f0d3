import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

import content.models.public


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("venues", "0002_drawn_by_hand"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="VenueIndexPage",
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
                "verbose_name": "page of all venues",
                "verbose_name_plural": "pages of all venues",
            },
            bases=(content.models.public.PublicPage, "wagtailcore.page"),
        ),
        migrations.CreateModel(
            name="VenuePage",
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
                    "summary",
                    models.CharField(
                        blank=True,
                        help_text="One sentence about the house, under its name.",
                        max_length=250,
                        verbose_name="summary",
                    ),
                ),
                (
                    "address",
                    models.CharField(
                        blank=True,
                        help_text="Street and number.",
                        max_length=300,
                        verbose_name="address",
                    ),
                ),
                (
                    "map_link",
                    models.URLField(
                        blank=True,
                        help_text="Opens a map elsewhere; nothing of it is loaded by this page.",
                        max_length=500,
                        verbose_name="link to a map",
                    ),
                ),
                (
                    "getting_here",
                    wagtail.fields.RichTextField(
                        blank=True, verbose_name="getting here"
                    ),
                ),
                (
                    "is_step_free",
                    models.BooleanField(
                        default=False, verbose_name="step-free from the street"
                    ),
                ),
                (
                    "has_hearing_loop",
                    models.BooleanField(default=False, verbose_name="hearing loop"),
                ),
                (
                    "has_accessible_toilet",
                    models.BooleanField(
                        default=False, verbose_name="accessible toilet"
                    ),
                ),
                (
                    "access",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Entrances, lifts, assistance dogs. Wheelchair places are counted from the plans.",
                        verbose_name="more about access",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Wide, 16:9.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        help_text="Its halls, their plans and their shows come from there.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="venues.venue",
                        verbose_name="venue",
                    ),
                ),
            ],
            options={
                "verbose_name": "venue page",
                "verbose_name_plural": "venue pages",
            },
            bases=(content.models.public.PublicPage, "wagtailcore.page"),
        ),
    ]
