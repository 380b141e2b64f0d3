import django.db.models.deletion
import wagtail.fields
from django.db import migrations, models

import ticketing.house.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="Navigation",
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
                    "menu",
                    wagtail.fields.StreamField(
                        [("link", 4)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "help_text": "Readers of the other language are led to its translation.",
                                    "label": "Page",
                                    "required": False,
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "https://… or a path such as /en/chart/, which follows the reader’s language by itself.",
                                    "label": "Or an address",
                                    "max_length": 500,
                                    "required": False,
                                    "validators": (
                                        ticketing.house.models.must_be_a_page,
                                    ),
                                },
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Label (English)",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Label (Chinese)",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("page", 0),
                                        ("address", 1),
                                        ("label_en", 2),
                                        ("label_zh_hans", 3),
                                    ]
                                ],
                                {},
                            ),
                        },
                        help_text="Empty: the pages that are marked “show in menus”, by the tree.",
                        verbose_name="main menu",
                    ),
                ),
                (
                    "columns",
                    wagtail.fields.StreamField(
                        [("column", 8)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Title (English)",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Title (Chinese)",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            2: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {
                                    "help_text": "Readers of the other language are led to its translation.",
                                    "label": "Page",
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "https://… or a path such as /en/chart/, which follows the reader’s language by itself.",
                                    "label": "Or an address",
                                    "max_length": 500,
                                    "required": False,
                                    "validators": (
                                        ticketing.house.models.must_be_a_page,
                                    ),
                                },
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Label (English)",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            5: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Label (Chinese)",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("page", 2),
                                        ("address", 3),
                                        ("label_en", 4),
                                        ("label_zh_hans", 5),
                                    ]
                                ],
                                {},
                            ),
                            7: ("wagtail.blocks.ListBlock", (6,), {"label": "Links"}),
                            8: (
                                "wagtail.blocks.StructBlock",
                                [[("title_en", 0), ("title_zh_hans", 1), ("links", 7)]],
                                {},
                            ),
                        },
                        help_text="Empty: one column with the menu and the terms of sale.",
                        verbose_name="columns of the footer",
                    ),
                ),
                (
                    "address_en",
                    models.TextField(
                        blank=True, max_length=400, verbose_name="address (English)"
                    ),
                ),
                (
                    "address_zh_hans",
                    models.TextField(
                        blank=True, max_length=400, verbose_name="address (Chinese)"
                    ),
                ),
                (
                    "profiles",
                    wagtail.fields.StreamField(
                        [("profile", 2)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Name", "max_length": 60},
                            ),
                            1: ("wagtail.blocks.URLBlock", (), {"label": "Address"}),
                            2: (
                                "wagtail.blocks.StructBlock",
                                [[("name", 0), ("address", 1)]],
                                {},
                            ),
                        },
                        help_text="Links alone: nothing of other sites is loaded.",
                        verbose_name="the house elsewhere",
                    ),
                ),
                (
                    "small_print_en",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="small print (English)"
                    ),
                ),
                (
                    "small_print_zh_hans",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="small print (Chinese)"
                    ),
                ),
            ],
            options={
                "verbose_name": "menu and footer",
            },
        ),
        migrations.CreateModel(
            name="Brand",
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
                    "typeface",
                    models.CharField(
                        choices=[
                            ("archivo", "Archivo: narrow, strong titles"),
                            ("plain", "Plain: the letters of the reader’s device"),
                            ("serif", "Serif titles: the reader’s own serif letters"),
                        ],
                        default="archivo",
                        max_length=10,
                        verbose_name="typeface",
                    ),
                ),
                (
                    "logo",
                    models.ForeignKey(
                        blank=True,
                        help_text="PNG or WebP with a clear ground, at least 80 pixels high; stands in place of the name. Without one the name is written.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="logo",
                    ),
                ),
            ],
            options={
                "verbose_name": "brand",
            },
        ),
    ]
