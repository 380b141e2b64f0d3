"""Comments as everybody sees them, as HTML and as JSON."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from community.comments import moderating
from community.comments.models import Comment, Deed, Moderation, State
from community.comments.moderating import Ruling
from community.comments.selectors import Sort, comments_page, summary_of
from community.comments.writing import keep_name, like
from content.comments import latest_comments
from ground import keeping
from members.services import personal_account
from tests.checkout.shop import hidden, text_of
from tests.comments.talk import rules, say, writer
from tests.factories import UserFactory
from ticketing.orders.models import Order, OrderLine
from ticketing.shows.models import Performance
from ticketing.stock.models import Place
from ticketing.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages")]
PAGE = "/en/comments/swan-lake/"


def _sign_in(client, name="Ada", **fields):
    user = UserFactory(**fields)
    client.force_login(user)
    return user


def _write(client, **fields):
    form = client.get(PAGE)
    data = {"name": "Ada", "text": "What a night.", "once": hidden(form, "once")}
    return client.post(f"{PAGE}write/", {**data, **fields}, follow=True)


def test_a_member_writes_and_both_languages_show_it(client, pages):
    rules()
    _sign_in(client)
    answer = _write(client, stars="4")
    assert "Your comment is here." in text_of(answer)
    client.logout()
    for page in pages.values():
        shown = client.get(page.url)
        assert "What a night." in shown.content.decode()
        assert 'data-halves="8"' in shown.content.decode()


def test_a_guest_reads_and_is_led_to_the_login(client, show, now):
    rules()
    say(show, writer(), now=now)
    page = client.get(PAGE)
    assert "What a night." in text_of(page)
    assert "/accounts/login/" in page.content.decode()
    refused = client.post(f"{PAGE}write/", {"text": "x"})
    assert (refused.status_code, Comment.objects.count()) == (302, 1)


def test_nothing_personal_is_on_the_shows_page(client, pages, show, now):
    rules()
    user = _sign_in(client, email="secret@example.org", first_name="Zelda")
    say(show, keep_name(user, "Moth"), now=now)
    text = client.get(pages["en"].url).content.decode()
    main = text.partition("<main")[2]
    assert "Moth" in main
    for own in ("secret@example.org", "Zelda", "csrfmiddlewaretoken"):
        assert own not in main


def test_a_comment_is_seen_within_two_seconds(client, pages, show, now):
    rules()
    client.get(pages["en"].url)
    say(show, writer(), now=now)
    cache.clear()
    keeping.forget_all()
    assert "What a night." in client.get(pages["en"].url).content.decode()


def test_markup_stays_outside(client):
    rules()
    _sign_in(client)
    page = _write(client, text='<img src=x onerror="a()">Hi & <3', name="<i>Ada</i>")
    text = page.content.decode()
    assert "Hi &amp; &lt;3" in text
    assert "onerror" not in text
    assert "http://www.gravatar" not in text


def test_what_waits_is_seen_by_the_writer_alone(client, show, now):
    rules(moderation=Moderation.BEFORE)
    _sign_in(client)
    answer = _write(client)
    assert "when the house has looked" in text_of(answer)
    assert "What a night." not in text_of(client.get(PAGE))
    assert "What a night." in text_of(client.get("/en/comments/mine/"))


def test_a_comment_of_another_is_not_there(client, show, now):
    rules()
    comment = say(show, writer(), now=now)
    _sign_in(client)
    for deed in ("change", "withdraw", "appeal"):
        url = reverse(f"comments:{deed}", args=[comment.pk])
        assert client.post(url, {"text": "x"}).status_code == 404
    Comment.objects.update(state=State.REMOVED)
    for deed in ("like", "flag"):
        url = reverse(f"comments:{deed}", args=[comment.pk])
        assert client.post(url).status_code == 404


def test_a_show_without_a_page_has_no_comments(client, show, pages, now):
    rules()
    for page in pages.values():
        page.unpublish()
    keeping.forget_all()
    assert client.get(PAGE).status_code == 404
    assert client.get("/api/shows/swan-lake/comments").status_code == 404


def test_what_is_removed_keeps_its_place_for_the_answers(client, show, now):
    rules()
    first = say(show, writer(), "Rude words.", now=now)
    say(show, writer("Bob"), "My answer.", now=now, parent=first.pk)
    ruling = Ruling(by=UserFactory(), once="k")
    moderating.decide(first, Deed.REMOVE, ruling, now=now)
    text = text_of(client.get(PAGE))
    assert "Rude words." not in text
    assert "My answer." in text
    assert "This comment is no longer here." in text
    (top,) = client.get("/api/shows/swan-lake/comments").json()["comments"]
    assert (top["text"], top["who"], top["answers"][0]["text"]) == (
        None,
        None,
        "My answer.",
    )


def test_helpful_comes_first_where_asked(client, show, now):
    rules()
    old = say(show, writer(), "Old", now=now)
    say(show, writer("Bob"), "New", now=now)
    like(old, UserFactory(), is_liked=True)
    url = "/api/shows/swan-lake/comments"
    texts = [c["text"] for c in client.get(url).json()["comments"]]
    helpful = client.get(f"{url}?sort=helpful").json()["comments"]
    assert texts == ["New", "Old"]
    assert [c["text"] for c in helpful] == ["Old", "New"]


def test_twenty_are_a_page(client, show, now):
    rules()
    ada = writer()
    for turn in range(21):
        say(show, ada, f"Number {turn}.", now=now)
    assert "Number 0." not in text_of(client.get(PAGE))
    assert "Number 0." in text_of(client.get(f"{PAGE}?sort=new&page=2"))
    assert client.get("/api/shows/swan-lake/comments").json()["pages"] == 2


def test_the_list_takes_six_queries(client, show, now, django_assert_max_num_queries):
    rules()
    for turn in range(8):
        first = say(show, writer(f"Ada {turn}"), now=now)
        say(show, writer(f"Bob {turn}"), now=now, parent=first.pk)
    reader = UserFactory()
    with django_assert_max_num_queries(6):
        summary = summary_of(show)
        comments_page(show, summary, Sort.NEW, 1, now=now, reader=reader)
    with django_assert_max_num_queries(6):
        client.get("/api/shows/swan-lake/comments")


def _ticket(user, performance, phase="paid"):
    order = Order.objects.create(
        number=f"A{user.pk}", secret="s", channel="web", language="en",
        currency="CNY", phase=phase, placed_at=performance.starts_at,
        buyer_name="Ada", buyer_email="a@example.org",
        account=personal_account(user), user=user,
    )  # fmt: skip
    place = Place.objects.filter(performance=performance).first()
    line = OrderLine.objects.create(
        order=order, position=1, kind="place", place=place, performance=performance,
        list_price=100, price=100,
    )  # fmt: skip
    at = performance.starts_at - timedelta(days=1)
    return Ticket.objects.create(line=line, serial=f"S{user.pk}", issued_at=at)


def test_who_had_a_ticket_was_there_once_it_is_over(show, performance, now):
    rules()
    ends = performance.starts_at + timedelta(hours=2)
    Performance.objects.filter(pk=performance.pk).update(ends_at=ends)
    ada = writer()
    ticket = _ticket(ada.user, performance)
    say(show, ada, now=now)

    def was_there(at):
        _page, (said,) = comments_page(show, summary_of(show), Sort.NEW, 1, now=at)
        return said.was_there

    assert not was_there(ends - timedelta(seconds=1))
    assert was_there(ends)
    ticket.voided_at = now
    ticket.save()
    assert not was_there(ends)


def test_the_home_page_has_the_newest(show, now):
    rules()
    say(show, writer(), now=now)
    say(show, writer("Bob"), "He dies.", now=now, is_spoiler=True)
    (card,) = latest_comments("zh-hans", now, 4)
    assert (card.who, card.title) == ("Ada", "天鹅湖")
