"""The sales controller's screens: stop, cap, withhold, allot, give away."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from members.models import AccountUser
from reports.checking import check_invariants
from tests.factories import AccountFactory, on_sale_now
from tests.house_staff import client_of
from ticketing.desk.models import Comp
from ticketing.desk.tasks import mail_comp_asked, mail_comp_decided
from ticketing.house.models import House
from ticketing.offers.models import Concession
from ticketing.orders.models import Order
from ticketing.stock.holds import hold_places
from ticketing.stock.models import Cap, Place, PriceTier, StockEvent
from ticketing.stock.tasks import mail_cap
from ticketing.tickets.models import Ticket
from ticketing.tickets.tasks import mail_tickets

CONTROLLER = "control@example.org"


@pytest.fixture
def performance(furnished):
    return on_sale_now(seats=20, standing=10)


@pytest.fixture
def page(performance):
    return reverse("desk-control", args=[performance.pk])


@pytest.fixture
def chooser(performance):
    return reverse("desk-control-places", args=[performance.pk])


@pytest.fixture
def tier(performance):
    return performance.tiers.get()


@pytest.fixture
def places(performance):
    return list(performance.places.order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def choose(performance, chooser, desk):
    """Tick places of the stalls and do something with them."""
    stalls = performance.plan_version.sections.get(code="stalls")

    def act(deed, client=desk, **fields):
        data = {"section": stalls.pk, "deed": deed, **fields}
        return client.post(chooser, data, follow=True)

    return act


def _send(task):
    """Do what the worker would do with these rows."""
    for row in DBTaskResult.objects.filter(task_path=task.module_path):
        task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])


def _states(performance):
    return set(performance.places.values_list("state", flat=True))


def test_stop_and_resume_from_the_page(desk, page, tier, performance):
    data = {"stop-tiers": [tier.pk], "stop-reason": "smoke", "act": "stop"}
    said = desk.post(page, data, follow=True).content.decode()

    assert "1 ticket type is stopped." in said
    assert "smoke" in said
    assert not performance.places.sellable(timezone.now()).exists()
    desk.post(page, data | {"act": "resume"})
    assert performance.places.sellable(timezone.now()).count() == 30
    actor = StockEvent.objects.filter(kind="resumed").get().actor
    assert actor == str(desk.user)


def test_a_cap_reached_stops_tells_and_mails(
    desk, page, tier, performance, places, mailoutbox
):
    House.objects.update(controller_email=CONTROLLER)
    data = {
        "cap-tiers": [tier.pk],
        "cap-number": 2,
        "cap-on_reached": "stop",
        "cap-warn_at": 1,
        "act": "cap",
    }
    assert "The cap is set." in desk.post(page, data, follow=True).content.decode()
    now = timezone.now()
    for place in places[:2]:
        hold_places(performance.pk, [place], cart_key="ada", minutes=15, now=now)
    _send(mail_cap)

    assert "stopped by its cap" in desk.get(page).content.decode()
    subjects = [mail.subject for mail in mailoutbox]
    assert [s.partition(":")[0] for s in subjects] == [
        "Cap nearly reached",
        "Cap reached",
    ]
    assert mailoutbox[1].to == [CONTROLLER]
    assert page in mailoutbox[1].body

    lower = desk.post(page, data | {"cap-number": 1, "cap-warn_at": ""}, follow=True)
    assert "1 more are held or sold than its 1" in lower.content.decode()
    cap = Cap.objects.get()
    desk.post(page, {"act": "uncap", "id": cap.pk})
    assert not Cap.objects.exists()


def test_what_is_filled_in_wrongly_is_told(desk, page, tier):
    wrong = desk.post(
        page,
        {
            "cap-tiers": [tier.pk],
            "cap-number": 2,
            "cap-warn_at": 3,
            "cap-on_reached": "stop",
            "act": "cap",
        },
    )
    assert wrong.status_code == 422
    assert "The warning must come at the cap" in wrong.content.decode()
    assert desk.post(page, {"act": "stop"}).status_code == 422
    assert desk.post(page, {"act": "release", "id": 9}).status_code == 422


def test_rows_and_seats_are_withheld_and_released(
    desk, choose, chooser, page, performance, places
):
    said = choose("withhold", kind="press", reason="critics", row=["A"])
    assert "10 places changed." in said.content.decode()
    assert performance.places.filter(state="withheld").count() == 10

    choose("release", place=places[:1])
    assert performance.places.filter(state="withheld").count() == 9
    key = performance.withholdings.get().pk
    said = desk.post(page, {"act": "release", "id": key}, follow=True)
    assert "9 places are on general sale." in said.content.decode()
    assert _states(performance) == {"free"}


def test_blocking_needs_a_reason_and_standing_places_a_number(
    desk, choose, chooser, performance, places
):
    refused = choose("block", place=places[:2])
    assert refused.status_code == 422
    assert "checked" in refused.content.decode()
    choose("block", place=places[:2], reason="broken")
    floor = performance.plan_version.sections.get(code="floor")
    data = {"section": floor.pk, "deed": "block", "quantity": 4, "reason": "stage"}
    desk.post(chooser, data)

    assert performance.places.filter(state="blocked").count() == 6
    desk.post(chooser, data | {"deed": "unblock"})
    assert performance.places.filter(state="blocked").count() == 2


def test_an_allotment_goes_on_sale_at_the_venues_time(
    desk, choose, page, performance, places
):
    agent = AccountFactory(name="Agent Zhao")
    choose("allot", place=places[:3], account=agent.pk, release_at="2030-01-02T10:00")

    made = performance.allotments.get()
    local = made.release_at.astimezone(performance.zone)
    assert f"{local:%Y-%m-%d %H:%M}" == "2030-01-02 10:00"
    assert "Agent Zhao" in desk.get(page).content.decode()
    both = choose("allot", place=places[5:6], account=agent.pk, channel="phone")
    assert "either a channel or an account" in both.content.decode()
    desk.post(page, {"act": "end-allotment", "id": made.pk})
    assert not performance.places.exclude(allotment=None).exists()


GUEST = {
    "name": "Lin",
    "email": "lin@example.org",
    "language": "zh-hans",
    "reason": "jubilee",
}


def test_free_tickets_at_once_where_one_person_is_enough(
    choose, performance, places, mailoutbox
):
    said = choose("comp", place=places[:2], **GUEST)

    assert "on their way" in said.content.decode()
    order = Order.objects.get()
    assert (order.phase, order.total) == ("paid", 0)
    line = order.lines.first()
    assert (line.price, line.list_price) == (0, Decimal(100))
    assert Ticket.objects.filter(line__order=order).count() == 2
    _send(mail_tickets)
    assert [mail.to for mail in mailoutbox] == [["lin@example.org"]]
    assert check_invariants(now=timezone.now()).offenders == []


def test_a_second_person_approves_where_the_house_asks_for_it(
    desk, administrator, choose, performance, places
):
    House.objects.update(comps_need_approval=True)
    choose("withhold", kind="press", reason="critics", place=places[:1])
    said = choose("comp", place=places[:2], **GUEST)
    assert "somebody else’s approval" in said.content.decode()
    comp = Comp.objects.get()
    url = reverse("desk-comp", args=[comp.pk])

    mine = desk.post(url, {"act": "grant"})
    assert mine.status_code == 422
    assert "Somebody else has to approve" in mine.content.decode()
    assert not Order.objects.exists()
    assert "jubilee" in administrator.get(reverse("desk-comps")).content.decode()
    administrator.post(url, {"act": "grant"})

    comp.refresh_from_db()
    assert (comp.state, comp.order) == ("granted", Order.objects.get())
    assert comp.decided_by == administrator.user
    again = administrator.post(url, {"act": "grant"})
    assert "decided on already" in again.content.decode()
    assert check_invariants(now=timezone.now()).offenders == []


def test_refused_free_tickets_go_back_where_they_came_from(
    administrator, choose, performance, places
):
    House.objects.update(comps_need_approval=True)
    choose("withhold", kind="press", reason="critics", place=places[:1])
    press = performance.withholdings.get()
    choose("comp", place=places[:2], **GUEST)
    url = reverse("desk-comp", args=[Comp.objects.get().pk])
    assert administrator.post(url, {"act": "refuse"}).status_code == 422
    administrator.post(url, {"act": "refuse", "note": "too many"})

    first, second = Place.objects.filter(pk__in=places[:2]).order_by("pk")
    assert first.withholding == press
    assert second.state == "free"
    assert check_invariants(now=timezone.now()).offenders == []


def test_those_who_may_approve_are_written_to_in_their_language(
    desk, administrator, editor, choose, places, mailoutbox
):
    House.objects.update(comps_need_approval=True)
    administrator.user.language = "zh-hans"
    administrator.user.save()
    choose("comp", place=places[:2], **GUEST)
    _send(mail_comp_asked)

    (letter,) = mailoutbox
    page = reverse("desk-comp", args=[Comp.objects.get().pk])
    html, kind = letter.alternatives[0]
    assert letter.to == [administrator.user.email]
    assert letter.subject.startswith("赠票待您审批")
    assert page in letter.body
    assert (f'{page}">' in html, kind) == (True, "text/html")
    assert "jubilee" in letter.body


def test_nobody_is_asked_about_what_has_been_decided(
    administrator, choose, places, mailoutbox
):
    House.objects.update(comps_need_approval=True)
    choose("comp", place=places[:2], **GUEST)
    administrator.post(
        reverse("desk-comp", args=[Comp.objects.get().pk]), {"act": "grant"}
    )
    _send(mail_comp_asked)

    assert mailoutbox == []


@pytest.mark.parametrize("act", ["grant", "refuse"])
def test_who_asked_is_told_the_outcome(
    desk, administrator, choose, places, mailoutbox, act
):
    words = {"grant": "on their way to Lin", "refuse": "too many"}[act]
    House.objects.update(comps_need_approval=True)
    choose("comp", place=places[:2], **GUEST)
    page = reverse("desk-comp", args=[Comp.objects.get().pk])
    administrator.post(page, {"act": act, "note": "too many"})
    _send(mail_comp_decided)

    (letter,) = mailoutbox
    assert letter.to == [desk.user.email]
    assert words in letter.body
    assert words in letter.alternatives[0][0]
    assert page in letter.body


def test_nobody_is_told_what_they_decided_themselves(desk, choose, places):
    House.objects.update(comps_need_approval=True)
    choose("comp", place=places[:2], **GUEST)
    page = reverse("desk-comp", args=[Comp.objects.get().pk])
    desk.post(page, {"act": "refuse", "note": "a mistake"})

    path = mail_comp_decided.module_path
    assert not DBTaskResult.objects.filter(task_path=path).exists()


def test_the_quota_is_kept(choose, places):
    House.objects.update(most_comps=3)
    choose("comp", place=places[:2], **GUEST)
    said = choose("comp", place=places[2:4], **GUEST)

    assert "1 are left" in said.content.decode()
    assert Comp.objects.count() == 1


def test_who_may_only_look_changes_nothing(editor, page, tier):
    assert "Stop selling" not in editor.get(page).content.decode()
    assert editor.post(page, {"act": "stop", "stop-tiers": [tier.pk]}).status_code in (
        302,
        403,
    )
    assert PriceTier.objects.get().stopped_at is None


def test_the_pages_speak_chinese(choose, desk, performance, places, page, chooser):
    choose("withhold", kind="press", reason="critics", place=places[:1])
    chinese = client_of("Order desk", language="zh-hans")
    for url in (page, chooser):
        html = chinese.get(url, HTTP_ACCEPT_LANGUAGE="zh-hans").content.decode()
        assert "留票" in html


def test_a_member_buys_what_is_allotted_to_them_and_nobody_else_sees_it(
    choose, performance, places
):
    agent, other = client_of(), client_of()
    said = choose("allot", place=places[:2], person=agent.user.email)
    assert "2 places changed." in said.content.decode()
    page = reverse("checkout:performance", args=[performance.pk])

    assert "Kept for you" in agent.get(page).content.decode()
    assert "Kept for you" not in other.get(page).content.decode()
    hold = reverse("checkout:hold", args=[performance.pk])
    assert other.post(hold, {"place": places[0]}).status_code == 422
    assert agent.post(hold, {"place": places[0]}).status_code == 302
    assert Place.objects.get(pk=places[0]).state == "held"


def test_an_allotment_for_an_unknown_member_is_refused(choose, places):
    said = choose("allot", place=places[:1], person="nobody@example.org")

    assert said.status_code == 422
    assert "No member has this" in said.content.decode()


def test_people_of_an_account_buy_what_is_allotted_to_it(choose, performance, places):
    account, clerk = AccountFactory(), client_of()
    AccountUser.objects.create(account=account, user=clerk.user, role="buyer")
    choose("allot", place=places[:2], account=account.pk)

    hold = reverse("checkout:hold", args=[performance.pk])
    assert clerk.post(hold, {"place": places[0]}).status_code == 302


def test_a_stopped_type_is_told_on_the_seat_page(desk, page, performance, client):
    tier = performance.tiers.get()
    desk.post(page, {"stop-tiers": [tier.pk], "act": "stop"})
    url = reverse("checkout:performance", args=[performance.pk])

    assert "Not on sale at the moment" in client.get(url).content.decode()
    answer = client.get(f"/api/performances/{performance.pk}").json()
    assert answer["tiers"][0]["stopped"] is True
    assert (
        client.get(f"/api/performances/{performance.pk}/places").json()["places"] == []
    )


def test_a_stopped_concession_is_offered_no_more(
    desk, page, performance, places, client
):
    concession = Concession.objects.filter(is_active=True).first() or (
        Concession.objects.create(name_en="Student", percent_off=50)
    )
    hold = reverse("checkout:hold", args=[performance.pk])
    client.post(hold, {"place": places[0]})
    assert concession.name in client.get(reverse("checkout:cart")).content.decode()
    tier = performance.tiers.get()
    data = {"stop-tiers": [tier.pk], "stop-concession": concession.pk, "act": "stop"}
    assert concession.name in desk.post(page, data, follow=True).content.decode()

    cart = client.get(reverse("checkout:cart")).content.decode()
    assert concession.name not in cart
