"""Addresses of databases, as the settings read them."""

from config.settings.databases import database_from_url


def options(query):
    return database_from_url(f"postgres://box@127.0.0.1/house{query}")["OPTIONS"]


def test_what_is_asked_often_is_prepared():
    assert options("?sslmode=require") == {
        "sslmode": "require",
        "server_side_binding": True,
        "prepare_threshold": 5,
    }


def test_a_pooler_gets_nothing_prepared():
    assert options("?sslmode=require&prepare=off") == {"sslmode": "require"}


def test_options_that_were_read_are_read_again_the_same():
    read = options("")
    written = "&".join(f"{name}={value}" for name, value in read.items())

    assert options(f"?{written}") == read
