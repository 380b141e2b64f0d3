"""Calendar feeds, read by a parser that forgives nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from wagtail.log_actions import log

from content.catalogue.ical import escaped, folded
from tests.factories import offered_performance
from ticketing.shows.services import cancel_performance

NAME = re.compile(r"[A-Z][A-Z0-9-]*")
ONCE = ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "STATUS", "SUMMARY", "URL")


def unescaped(value):
    assert re.fullmatch(r"(?:[^\\;,\n]|\\[\\;,n])*", value), value
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], value)


def parse(body):
    """Return the events; lines end with CRLF and have 75 octets at most."""
    assert body.endswith(b"\r\n")
    assert b"\n" not in body.replace(b"\r\n", b"")
    lines = body.split(b"\r\n")[:-1]
    assert all(0 < len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()  # no character is torn by a fold
    unfolded = body.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    assert unfolded[0] == "BEGIN:VCALENDAR"
    assert unfolded[-1] == "END:VCALENDAR"
    assert {"VERSION:2.0", "METHOD:PUBLISH"} < set(unfolded)
    return list(_events(unfolded))


def _events(lines):
    event = None
    for line in lines:
        name, value = line.split(":", 1)
        assert NAME.fullmatch(name.split(";")[0]), line
        if line == "BEGIN:VEVENT":
            assert event is None
            event = {}
        elif line == "END:VEVENT":
            assert set(ONCE) <= {name.split(";")[0] for name in event}
            yield event
            event = None
        elif event is not None:
            assert name not in event, name
            event[name] = value
    assert event is None


def feed(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return parse(response.content)


def moment(text):
    return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def test_lines_are_folded_between_characters():
    line = folded("SUMMARY:" + "牡丹亭·游园惊梦，" * 12)

    assert all(len(part) <= 75 for part in line.split(b"\r\n"))
    assert line.replace(b"\r\n ", b"").decode().startswith("SUMMARY:牡丹亭")


def test_marks_and_ends_of_lines_are_escaped():
    text = "One; two, three \\ four\r\nfive\x07"

    assert unescaped(escaped(text)) == "One; two, three \\ four\nfive"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "title"), [("en", "Swan Lake"), ("zh-hans", "天鹅湖")]
)
def test_each_feed_has_the_performance(client, pages, performance, language, title):
    venue = performance.hall.venue_id
    base = f"/{language}/catalogue"

    for address in (
        f"{base}/calendar.ics",
        f"{base}/calendar.ics?kind=drama",
        f"{base}/calendar.ics?venue={venue}&kind=drama",
        f"{base}/shows/swan-lake.ics",
        f"{base}/performances/{performance.pk}.ics",
    ):
        [event] = feed(client, address)
        assert unescaped(event["SUMMARY"]) == title
        assert moment(event["DTSTART"]) == performance.starts_at.replace(microsecond=0)
        assert moment(event["DTEND"]) > moment(event["DTSTART"])
        assert event["URL"] == f"http://testserver/{language}/shows/swan-lake/"
        assert event["UID"] == f"performance-{performance.pk}@testserver"
        assert event["STATUS"] == "CONFIRMED"


@pytest.mark.django_db
def test_what_changed_says_so(client, pages, performance, now):
    address = f"/en/catalogue/performances/{performance.pk}.ics"
    [before] = feed(client, address)
    log(performance, "wagtail.edit")
    cancel_performance(performance.pk, now=now)

    [after] = feed(client, address + "?page=2")

    assert after["UID"] == before["UID"]
    assert after["STATUS"] == "CANCELLED"
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert moment(after["LAST-MODIFIED"]) >= now.replace(microsecond=0)


@pytest.mark.django_db
def test_a_date_without_a_time_is_a_day(client, pages, performance):
    performance.time_is_known = False
    performance.save()

    [event] = feed(client, f"/en/catalogue/performances/{performance.pk}.ics")

    day = performance.local_start.date()
    assert event["DTSTART;VALUE=DATE"] == f"{day:%Y%m%d}"
    assert event["DTEND;VALUE=DATE"] == f"{day + timedelta(days=1):%Y%m%d}"


@pytest.mark.django_db
def test_feeds_of_nothing_are_not_found(client, pages, show, performance, now):
    assert client.get("/en/catalogue/shows/nothing.ics").status_code == 404
    assert client.get("/en/catalogue/performances/999999.ics").status_code == 404
    assert client.get("/en/catalogue/calendar.ics?kind=opera").status_code == 404

    show.withdrawn_at = now
    show.save()

    assert feed(client, "/en/catalogue/calendar.ics") == []
    assert client.get("/en/catalogue/shows/swan-lake.ics").status_code == 404
    gone = f"/zh-hans/catalogue/performances/{performance.pk}.ics"
    assert client.get(gone).status_code == 404


@pytest.mark.django_db
def test_more_dates_ask_no_more_questions(
    client, pages, show, now, django_assert_max_num_queries
):
    for day in range(5, 11):
        offered_performance(
            show=show, now=now, starts_at=now + timedelta(days=day), seats=1
        )
    with django_assert_max_num_queries(12):
        assert len(feed(client, "/en/catalogue/calendar.ics")) == 7


@pytest.mark.django_db
def test_pages_lead_to_their_calendars(client, pages, performance):
    text = client.get("/en/shows/swan-lake/").content.decode()

    assert reverse("catalogue:performance-ical", args=[performance.pk]) in text
    assert 'href="webcal://testserver/en/catalogue/shows/swan-lake.ics"' in text
    whole = client.get("/en/catalogue/list/?kind=drama").content.decode()
    assert "webcal://testserver/en/catalogue/calendar.ics?kind=drama" in whole
