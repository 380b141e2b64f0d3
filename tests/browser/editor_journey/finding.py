"""All of it as visitors, feed readers and programs find it."""

import json
import time

from tests.browser.test_staff_journey import TITLES

# Only a failure waits so long; a page is kept for a second.
PATIENCE_SECONDS = 120
# Where what is told in English is listed, beside its own page.
LISTS = {
    "announcementpage": ("/en/announcements/", "/en/announcements/rss/"),
    "newspage": ("/en/news/", "/en/news/rss/"),
    "specialpage": ("/en/specials/", "/sitemap.xml"),
    "gallerypage": ("/en/galleries/", "/sitemap.xml"),
}


def read(guest, address, status=200):
    answer = guest.page.request.get(guest.site.at(address))
    assert answer.status == status, (address, answer.status)
    return answer.text()


def wait_until_said(guest, address, words):
    """Ask until the copies from before are gone."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while words not in read(guest, address):
        assert time.monotonic() < deadline, f"{address} does not say {words}"
        time.sleep(0.2)


def is_public(guest, page):
    """At its own address, in its lists and feed, in the sitemap, in the interface."""
    kind = page._meta.model_name
    path, name = page.get_url(), page._meta.label
    for address in (path, *LISTS[kind]):
        words = path if address == "/sitemap.xml" else page.title
        wait_until_said(guest, address, words)
    assert path in read(guest, "/sitemap.xml")
    told = json.loads(read(guest, f"/api/v2/pages/?type={name}&order=-id"))
    assert page.title in [item["title"] for item in told["items"]]


def is_hidden(guest, page):
    """A story that waits for its day is nowhere."""
    read(guest, page.get_url(), 404)
    for address in ("/en/news/", "/en/news/atom/", "/sitemap.xml", "/en/"):
        said = read(guest, address)
        assert page.title not in said
        assert page.get_url() not in said
    read(guest, f"/api/v2/pages/{page.pk}/", 404)


def show_is_public(guest, show):
    """On home, in the catalogue, in the calendars and in both interfaces."""
    title, slug = TITLES["en"], show.slug
    path = f"/en/shows/{slug}/"
    for address in ("/en/", "/en/shows/", path, "/en/catalogue/list/"):
        wait_until_said(guest, address, title)
    for address in ("/en/catalogue/calendar.ics", f"/en/catalogue/shows/{slug}.ics"):
        assert f"SUMMARY:{title}" in read(guest, address)
    for feed in ("rss", "atom"):
        assert title in read(guest, f"/en/catalogue/on-sale/{feed}/")
    assert path in read(guest, "/sitemap.xml")
    assert title in read(guest, "/api/shows")
    last = show.performances.get().local_start.date()
    assert f'"{slug}"' in read(guest, f"/api/catalogue?last={last}")
    told = json.loads(read(guest, "/api/v2/pages/?type=content.ShowPage&fields=*"))
    [page] = [item for item in told["items"] if item["title"] == title]
    [date] = page["performances"]
    assert (date["lowest_price"], date["free"]) == ("180.50", 38)
