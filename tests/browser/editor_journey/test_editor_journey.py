"""From nothing to a booked evening: the editor's part, and what visitors see of it."""

import pytest

from tests.browser.editor_journey import coming, finding, looking, tabbing, telling
from tests.browser.editor_journey.making import make_and_offer
from tests.browser.editor_journey.translating import translate
from tests.browser.test_staff_journey import EDITOR

pytestmark = pytest.mark.browser
# Wagtail's window for choosing a picture says so of its own tabs.
CHOOSER = "Cannot find matching a matching panel"


def test_a_show_is_made_told_of_found_and_booked(staff, visitor, site):
    editor, guest = staff(EDITOR), visitor(width=390)
    show = make_and_offer(editor)
    finding.show_is_public(guest, show)

    told = [telling.announce(editor, show), telling.put_together(editor, show)]
    told.append(telling.show_pictures(editor, show))
    news = telling.plan_news(editor, show)
    finding.is_hidden(guest, news)
    told.append(telling.let_its_time_come(site, news))
    for page in told:
        finding.is_public(guest, page)

    chinese = visitor(language="zh-hans", dark=True)
    coming.choose_from(chinese, [translate(editor, told[0])])
    coming.book(guest, told, "orchard@example.org")

    looking.complete(told[1:], show.performances.get())
    looking.look_at_all(visitor)
    looking.look_at_style_guide(editor)
    for person in (guest, visitor()):
        for path in ("/", f"/shows/{show.slug}/", "/catalogue/"):
            tabbing.walk(person, path)
    editor.faults = [fault for fault in editor.faults if CHOOSER not in fault]
