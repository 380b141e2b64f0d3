"""The pages of the public site, a tree for each language.

A show has one page in each language, under that language's ShowIndexPage:

    publish_show_page(show, language="en", title="Swan Lake", slug="swan-lake",
                      summary="…", now=now)
    publish_show_page(show, language="zh-hans", title="天鹅湖", slug="swan-lake",
                      summary="……", now=now)

(`content.services`). The second call finds the first by its show and gives its
own page the same `translation_key`, which makes the two translations of each
other: for the language switch, for `hreflang` and for wagtail-localize. The
trees themselves are planted by `content.services.plant_site`.
"""

from content.models.blocks import StoryBlock
from content.models.home import HomePage
from content.models.index import ShowIndexPage
from content.models.portrait import PersonPortrait
from content.models.review import ShowReview
from content.models.show import ShowGalleryImage, ShowPage
from content.models.standard import StandardPage

__all__ = [
    "HomePage",
    "PersonPortrait",
    "ShowGalleryImage",
    "ShowIndexPage",
    "ShowPage",
    "ShowReview",
    "StandardPage",
    "StoryBlock",
]
