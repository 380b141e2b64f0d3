"""How long what machines read may be kept, and how often one of them may read."""

import pytest
from django.urls import reverse

from content.headless.tokens import token_of
from ticketing.rush.networks import line_of

pytestmark = [pytest.mark.django_db, pytest.mark.cache]
SOMEBODY = {"REMOTE_ADDR": "8.8.4.4"}
CHINESE = {"Accept-Language": "zh-hans"}


@pytest.fixture
def public(pages, performance):
    return [
        f"/api/v2/pages/{pages['en'].pk}/",
        "/api/v2/pages/?type=content.ShowPage&fields=performances",
        "/api/v2/images/",
        "/api/v2/documents/",
        "/api/shows",
        "/api/shows/swan-lake",
        f"/api/performances/{performance.pk}",
        "/api/catalogue",
        "/api/chart",
    ]


def test_what_everybody_sees_is_kept_for_a_second(client, public):
    for address in public:
        response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=1", address
        again = client.get(address, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert "max-age=1" in again["Cache-Control"]
        assert again["ETag"] == response["ETag"]
        assert not response.cookies
        assert "cookie" not in response.get("Vary", "").lower(), address


def test_what_has_changed_is_told_anew(client, public, show):
    [address] = [at for at in public if at.endswith("/swan-lake")]
    etag = client.get(address)["ETag"]
    show.name_en = "Black Swan"
    show.save()

    again = client.get(address, headers={"if-none-match": etag})

    assert again.status_code == 200
    assert "Black Swan" in again.content.decode()
    assert again["ETag"] != etag


def test_nobody_keeps_what_is_somebodys_own(client, pages, performance):
    cart = client.post(
        "/api/carts", {"language": "en"}, content_type="application/json"
    )
    addresses = {
        f"/api/carts/{cart.json()['key']}": 200,
        f"/api/v2/page_preview/?token={token_of(pages['en'])}": 200,
        "/api/v2/page_preview/": 404,
        "/api/v2/pages/?order=random": 200,
        "/api/shows/nothing": 404,
        "/api/me/orders": 401,
        "/api/nothing": 404,
        f"/api/performances/{performance.pk}/room": 404,
    }

    for address, status in addresses.items():
        response = client.get(address)
        assert response.status_code == status, address
        assert response["Cache-Control"] == "private, no-store", address
        assert "ETag" not in response
    assert cart["Cache-Control"] == "private, no-store"


def test_pages_for_people_keep_their_own_rules(client, pages):
    assert client.get(reverse("account_login"))["Cache-Control"].count("private") == 1
    assert client.get(pages["en"].get_url())["Cache-Control"] == "public, max-age=1"


def test_one_address_reads_so_often_and_no_more(client, public, settings):
    settings.MARQUEE_API_PER_MINUTE = 3
    settings.MARQUEE_API_ORIGINS = ["https://front.example.org"]
    for address in public[:3]:
        assert client.get(address, **SOMEBODY).status_code == 200

    refused = client.get(
        public[0],
        headers={"Origin": "https://front.example.org"},
        **SOMEBODY,
    )
    in_chinese = client.get(public[4], headers=CHINESE, **SOMEBODY)

    assert refused.status_code == in_chinese.status_code == 429
    assert refused["Retry-After"] == "60"
    assert refused["Cache-Control"] == "private, no-store"
    assert refused["Access-Control-Allow-Origin"] == "https://front.example.org"
    told = refused.json()
    assert told["code"] == "read_too_often"
    assert told["details"] == {"seconds": 60}
    assert "wait 60 seconds" in told["message"]
    assert "60秒" in in_chinese.json()["message"]
    # The next house, the site's own pages and what acts are not concerned.
    assert client.get(public[0], REMOTE_ADDR="8.8.4.5").status_code == 200
    assert client.get("/en/shows/", **SOMEBODY).status_code == 200
    cart = client.post(
        "/api/carts", {"language": "en"}, content_type="application/json", **SOMEBODY
    )
    assert cart.status_code == 201


def test_addresses_that_say_nothing_are_not_counted(client, public, settings):
    settings.MARQUEE_API_PER_MINUTE = 1
    for _n in range(3):
        assert client.get("/api/shows", REMOTE_ADDR="10.0.0.7").status_code == 200

    settings.MARQUEE_PROXIES = 1
    heads = {"REMOTE_ADDR": "10.0.0.7", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 8.8.4.4"}
    assert client.get("/api/shows", **heads).status_code == 200
    heads["HTTP_X_FORWARDED_FOR"] = "9.9.9.9, 8.8.4.4"
    assert client.get("/api/shows", **heads).status_code == 429


def test_without_a_limit_nothing_is_refused(client, public, settings):
    settings.MARQUEE_API_PER_MINUTE = 0

    for _n in range(3):
        assert client.get("/api/shows", **SOMEBODY).status_code == 200


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("8.8.4.4", "8.8.4.4/32"),
        ("::ffff:8.8.4.4", "8.8.4.4/32"),
        ("2a00:1450:4001:81b::1", "2a00:1450:4001:81b::/64"),
        ("127.0.0.1", ""),
        ("nonsense", ""),
    ],
)
def test_a_line_is_an_address_or_what_one_has_of_ipv6(rf, address, line):
    assert line_of(rf.get("/", REMOTE_ADDR=address)) == line
