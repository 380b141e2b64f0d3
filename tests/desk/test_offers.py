"""Offers in the admin: made without code, refused with a sentence."""

import secrets

import pytest
from django.urls import reverse

from tests.checkout.shop import now_on_sale
from tests.house_staff import client_of
from tests.offers.making import offer
from ticketing.offers.models import Code, Offer
from ticketing.offers.services import Batch, CodeRules, MadeBefore, make_codes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished_once")]

CREATE = "offers_offer_modeladmin_create"
SPECIAL = {
    "name_en": "Autumn prices",
    "kind": "special",
    "percent_off": "20",
    "valid_until": "2031-05-01T18:00",
    "combines": "alone",
    "is_active": "on",
}


def _sent(administrator, **fields):
    return administrator.post(reverse(CREATE), {**SPECIAL, **fields})


def test_an_administrator_makes_an_offer_for_a_show(administrator):
    show = now_on_sale().show

    _sent(administrator, shows=[show.pk], tiers="A, B")

    made = Offer.objects.get()
    assert list(made.shows.all()) == [show]
    assert made.tier_codes == {"A", "B"}
    listed = administrator.get(reverse("offers_offer_modeladmin_index"))
    assert "−20%" in listed.content.decode()
    edit = administrator.get(reverse("offers_offer_modeladmin_edit", args=[made.pk]))
    assert 'value="2031-05-01T18:00"' in edit.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"percent_off": ""}, "Give exactly one of"),
        ({"amount_off": "5", "currency": "CNY"}, "Give exactly one of"),
        ({"percent_off": "0"}, "Nothing off is no offer."),
        ({"percent_off": "120"}, "less than or equal to 100"),
        ({"percent_off": "", "amount_off": "-5", "currency": "CNY"}, "Nothing off"),
        ({"percent_off": "", "price": "-5", "currency": "CNY"}, "dearer"),
        ({"percent_off": "", "price": "50"}, "Say in which currency"),
        ({"valid_until": ""}, "A price that always holds"),
        ({"valid_from": "2031-06-01T18:00"}, "must end after it begins"),
        ({"count": "3"}, "Offers of this kind have no such number"),
        ({"kind": "group"}, "An offer of this kind needs a number here."),
        ({"kind": "family", "count": "1"}, "Two places at least"),
        ({"kind": "last_minute"}, "An offer of this kind needs a number here."),
        ({"kind": "early_bird", "valid_until": ""}, "An early bird ends"),
        ({"kind": "shows"}, "Name the shows of the set"),
        (
            {
                "kind": "buy_get",
                "count": "2",
                "free_count": "1",
                "percent_off": "",
                "price": "5",
                "currency": "CNY",
            },
            "Give per cent here",
        ),
        ({"tiers": "A;B"}, "Give letters of price tiers"),
        ({"name_en": ""}, "Give a name in at least one language."),
    ],
)
def test_nonsense_is_refused_with_a_sentence(administrator, fields, sentence):
    answer = _sent(administrator, **fields)

    assert sentence in answer.content.decode()
    assert not Offer.objects.exists()


def test_amounts_are_in_the_houses_currency_until_it_is_changed(administrator):
    assert 'value="CNY"' in administrator.get(reverse(CREATE)).content.decode()


def test_the_desk_sees_offers_and_makes_none(furnished):
    desk = client_of("Order desk")

    assert desk.get(reverse("offers_offer_modeladmin_index")).status_code == 200
    assert desk.get(reverse(CREATE)).status_code in {302, 403}


class TestCodes:
    @pytest.fixture
    def opened(self):
        return offer(name_en="A quarter off", percent_off=25, needs_code=True)

    def _make(self, administrator, opened, **fields):
        url = reverse("desk-codes-new")
        once = secrets.token_urlsafe(16)
        return administrator.post(url, {"offer": opened.pk, "once": once, **fields})

    def test_a_form_that_is_sent_twice_makes_its_codes_once(
        self, administrator, opened
    ):
        fields = {"count": 5, "batch": "Flyers", "once": "a-key-of-the-form"}

        answers = [self._make(administrator, opened, **fields) for _ in range(2)]

        assert [answer.status_code for answer in answers] == [302, 302]
        assert Code.objects.count() == 5
        batch = Batch("Flyers", "a-key-of-the-form")
        with pytest.raises(MadeBefore):
            make_codes(opened, rules=CodeRules(), count=5, batch=batch)
        assert Code.objects.count() == 5

    def test_a_batch_is_made_and_exported(self, administrator, opened):
        answer = self._make(
            administrator, opened, count=50, batch="Flyers", most_uses=1
        )
        index = reverse("offers_code_modeladmin_index")
        exported = administrator.get(index, {"export": "csv", "batch": "Flyers"})
        lines = b"".join(exported.streaming_content).decode().splitlines()

        assert answer.status_code == 302
        assert Code.objects.filter(batch="Flyers", most_uses=1).count() == 50
        assert len(lines) == 51
        assert "A quarter off" in lines[1]

    def test_one_code_in_words_of_the_house(self, administrator, opened):
        self._make(administrator, opened, wording="spring-25")

        assert Code.objects.get().code == "SPRING25"

    def test_one_code_for_each_address(self, administrator, opened):
        emails = "ada@example.org\nbo@example.org\nADA@example.org\n"
        self._make(administrator, opened, emails=emails)

        found = Code.objects.values_list("email", flat=True)
        assert sorted(found) == ["ada@example.org", "bo@example.org"]

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({}, "Fill in one of three"),
            ({"count": 5, "wording": "SPRING25"}, "Fill in one of three"),
            ({"wording": "abc"}, "Four to twenty letters"),
            ({"wording": "TAKEN1"}, "There is such a code already."),
            ({"emails": "nobody"}, "is no e-mail address"),
            ({"count": 20_000}, "10000"),
            ({"count": 1, "most_uses": 0}, "greater than or equal to 1"),
            (
                {
                    "count": 1,
                    "valid_from": "2031-06-01T18:00",
                    "valid_until": "2031-05-01T18:00",
                },
                "A code must end after it begins.",
            ),
        ],
    )
    def test_nonsense_is_refused(self, administrator, opened, fields, sentence):
        Code.objects.create(offer=opened, code="TAKEN1")

        answer = self._make(administrator, opened, **fields)

        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert Code.objects.count() == 1

    def test_a_code_is_changed_and_its_uses_are_told(self, administrator, opened):
        made = Code.objects.create(offer=opened, code="SPRING25")
        edit = reverse("offers_code_modeladmin_edit", args=[made.pk])

        shown = administrator.get(edit)
        administrator.post(edit, {"most_uses": "7"})

        made.refresh_from_db()
        assert shown.status_code == 200
        assert (made.code, made.most_uses, made.is_active) == ("SPRING25", 7, False)
