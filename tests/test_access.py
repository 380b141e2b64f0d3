"""Who may open what: tests/access.csv has a row for each address.

A row's route may hold `*`; of several rows that fit, the first decides.
Superusers may all that staff may. What is Wagtail's own is Wagtail's to guard:
its rows only say that we know of it, and what is a superuser's alone.
"""

import csv
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from content.models import HomePage
from tests.factories import NOON, AccountFactory, offered_performance
from ticketing.orders.models import Order
from ticketing.stock.models import PriceList

TABLE = Path(__file__).with_name("access.csv")
STAFF = ("editor", "desk", "administrator", "superuser")
OUTSIDE = ("anonymous", "member")


def _rows():
    with TABLE.open(encoding="utf-8") as file:
        return {row["route"]: row["who"].split() for row in csv.DictReader(file)}


ROWS = _rows()


def row_of(route):
    """The first row that fits the route, or None."""
    return next((name for name in ROWS if fnmatchcase(route, name)), None)


def routes(resolver=None, space=()):
    """Every route of the site by its full name; nameless ones by their path."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            plain = str(entry.pattern).strip("^/").split("/")[0]
            yield ":".join((*space, entry.name or plain)), entry
        else:
            inner = (*space, entry.namespace) if entry.namespace else space
            yield from routes(entry, inner)


# Wagtail's addresses that have no name, and those that only answer tests.
NAMELESS = ("wagtailadmin_", "test404", "failwhale", "jsi18n", ".*")


def _all_routes():
    return {
        name: entry
        for name, entry in routes()
        if name not in NAMELESS and not name.startswith("^")
    }


def test_each_address_has_a_row():
    assert [name for name in _all_routes() if row_of(name) is None] == []


def test_each_row_has_an_address():
    used = {row_of(name) for name in _all_routes()}
    assert sorted(set(ROWS) - used) == []


def _ours():
    """The screens of the admin that are ours, with what their address takes."""
    for name, entry in _all_routes().items():
        if name.startswith(("staff-", "desk-")) or "_modeladmin_" in name:
            yield name, tuple(entry.pattern.regex.groupindex)


def _refused(response):
    """Sent to the login or back to the admin's first page, or plainly no."""
    if response.status_code in (401, 403):
        return True
    target = response.headers.get("Location", "")
    return response.status_code == 302 and (
        "login" in target or target == reverse("wagtailadmin_home")
    )


@pytest.fixture
def things(furnished):
    """One of each thing that an address names."""
    performance = offered_performance(seats=1)
    order = Order.objects.create(
        number="A1", secret="s", channel="web", language="en", currency="CNY",
        phase="placed", placed_at=NOON, buyer_name="Ada", buyer_email="a@example.org",
    )  # fmt: skip
    return {
        "show_id": performance.show_id,
        "account_id": AccountFactory().pk,
        "level_id": 1,
        "reminder_id": 1,
        "due_id": 1,
        "membership_id": 1,
        "till_id": 1,
        "credit_id": 1,
        "tab_id": 1,
        "invoice_id": 1,
        "shift_id": 1,
        "performance_id": performance.pk,
        "order_id": order.pk,
        "paper_id": 1,
        "parcel_id": 1,
        "proof_id": 1,
        "stock_id": 1,
        "run_id": 1,
        "payment_id": 1,
        "refund_id": 1,
        "closing_id": 1,
        "comp_id": 1,
        "job_id": 1,
        "asked_id": 1,
        "copy_id": 1,
        "window_id": 1,
        "code_id": 1,
        "code": "en",
        "entry_id": 1,
        "page_id": 1,
        "what": "company",
        "plan_id": performance.plan_version.plan_id,
        "version_id": performance.plan_version_id,
        "kind": "csv",
        "image_id": 1,
        "instance_pk": 1,
        "file_id": 1,
        "line_id": 1,
        "list_id": PriceList.objects.create(name_en="List", currency="CNY").pk,
    }


def _pk_of(name, things):
    """A row that the table of that name has."""
    from django.apps import apps  # noqa: PLC0415 only here

    app, _sign, rest = name.partition("_")
    model = rest.partition("_modeladmin")[0]
    if rest.startswith("modeladmin"):
        app, model = "members", "user"
    found = apps.get_model(app, model).objects.first()
    return found.pk if found else None


def test_each_of_our_screens_lets_in_just_whom_the_table_says(request, things):
    clients = {name: request.getfixturevalue(name) for name in STAFF}
    clients |= {"anonymous": Client(), "member": request.getfixturevalue("member")}
    wrong = []
    for name, taken in _ours():
        who = ROWS[row_of(name)]
        values = {key: things[key] for key in taken}
        if "instance_pk" in values:
            values["instance_pk"] = _pk_of(name, things)
            if values["instance_pk"] is None:
                continue
        url = reverse(name, kwargs=values)
        for person, client in clients.items():
            allowed = person in who or (person == "superuser" and who != ["nobody"])
            if _refused(client.get(url)) == allowed:
                wrong.append(
                    f"{person} at {name}: {'refused' if allowed else 'let in'}"
                )
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("route", ["users:index", "groups:index"])
def test_nobody_but_a_superuser_touches_users(
    route,
    editor,
    desk,
    administrator,
    superuser,
):
    url = reverse(f"wagtailusers_{route}")

    assert all(_refused(c.get(url)) for c in (editor, desk, administrator))
    assert superuser.get(url).status_code == 200


def test_the_desk_and_the_editors_keep_to_their_rooms(editor, desk):
    home = HomePage.objects.first()
    edit_page = reverse("wagtailadmin_pages:edit", args=[home.pk])

    assert editor.get(edit_page).status_code == 200
    assert _refused(desk.get(edit_page))


PUBLIC = (
    "content:brand",
    "content:robots",
    "checkout:cart",
    "checkout:visitor",
    "account_login",
    "account_signup",
    "api:openapi-json",
    "api:list_shows",
)


@pytest.mark.parametrize("route", PUBLIC)
def test_anybody_opens_what_is_public(route, furnished):
    assert not _refused(Client().get(reverse(route)))


@pytest.mark.parametrize(
    "route", ["checkout:account", "account_email", "api:own_orders"]
)
def test_what_is_a_members_asks_for_a_login(route, furnished):
    assert _refused(Client().get(reverse(route)))


def test_a_wrong_secret_is_as_good_as_no_order(things):
    wrong = {"number": "A1", "secret": "t"}
    screens = ("order", "order-pdf")
    urls = [reverse(f"checkout:{name}", kwargs=wrong) for name in screens]
    urls.append(reverse("api:read_order", kwargs=wrong))

    assert [Client().get(url).status_code for url in urls] == [404] * 3


def test_a_thing_that_is_unknown_is_not_there(superuser):
    names = ("staff-show", "staff-prices", "desk-order-cancel", "staff-date")
    urls = [reverse(name, args=[987654]) for name in names]

    assert [superuser.get(url).status_code for url in urls] == [404] * 4
