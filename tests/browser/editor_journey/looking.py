"""Every type of page there is, looked at: light and dark, small and large."""

from itertools import cycle

from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page

from tests.canaries.addresses import page_types
from tests.venue_pages.test_venue_pages import venue_page

VIEWS = (
    "catalogue:calendar",
    "catalogue:list",
    "catalogue:recent",
    "visits:chart",
    "visits:statistics",
)
# What is looked at one after the other; the next page begins with the other pair.
EYES = (
    ({"language": "en", "width": 390}, {"language": "zh-hans", "dark": True}),
    ({"language": "zh-hans"}, {"language": "en", "width": 390, "dark": True}),
)


def complete(pages, performance):
    """Give the pages Chinese sisters, and the venue its page in both languages."""
    for language in ("en", "zh-hans"):
        venue_page(performance.hall.venue, language)
    chinese = Locale.objects.get(language_code="zh-hans")
    for page in pages:
        sister = page.copy_for_translation(chinese)
        sister.title = "玻璃果园一夜"
        sister.save_revision().publish()


def addresses(language):
    """One address of each type, what lies below the news, and what is no page."""
    pages = Page.objects.live().filter(locale__language_code=language).order_by("-pk")
    found = {type(page): page.get_url() for page in pages.specific() if page.url}
    assert set(found) >= page_types()
    month = Page.objects.live().latest("pk").first_published_at
    with translation.override(language):
        views = [reverse(name) for name in VIEWS]
        views.append(reverse("catalogue:month-of", args=[f"{month:%Y}", f"{month:%m}"]))
    return [*(found[type_] for type_ in sorted(page_types(), key=str)), *views]


def look_at_all(visitor):
    """Fail where axe, the width or a script of any page shows a fault."""
    pairs = [[visitor(**wishes) for wishes in pair] for pair in EYES]
    in_all = zip(addresses("en"), addresses("zh-hans"), strict=True)
    for (english, chinese), pair in zip(in_all, cycle(pairs), strict=False):
        for person in pair:
            at = english if person.language == "en" else chinese
            answer = person.page.goto(person.site.at(at))
            assert answer.status == 200, at
            person.looks(at)


def look_at_style_guide(editor):
    """Every part in every state, for staff: light and large, dark and small."""
    editor.page.goto(editor.site.at("/styleguide/"))
    editor.looks("style guide")
    editor.page.emulate_media(color_scheme="dark")
    editor.page.set_viewport_size({"width": 390, "height": 844})
    editor.looks("style guide in the dark")
