"""What every test stands on."""

import gc

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.test.utils import setup_databases, teardown_databases
from django.utils import translation

from content.visits import counting
from ground import keeping, messages
from tests import migrated
from tests.factories import the_tests_house
from tests.own_database import make_template
from tests.own_database import own_database as an_own_database
from ticketing.rush import room_status
from ticketing.venues.rows import rows_of

pytest_plugins = ["tests.made_once", "tests.house_staff", "tests.small_site"]

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_addoption(parser):
    parser.addoption(
        "--asking-servers",
        action="store_true",
        help="leave out what asks neither the database nor the cache: it says the"
        " same with any of them",
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if config.getoption("--asking-servers"):
        asking = [item for item in items if _asks_a_server(item)]
        config.hook.pytest_deselected(items=[i for i in items if i not in asking])
        items[:] = asking


def _asks_a_server(item):
    return (
        migrated.is_given_to(item)
        or "database_template" in item.fixturenames
        or item.get_closest_marker("cache") is not None
    )


def pytest_collection_finish():
    """What is imported by now stays: no collection shall look through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _catalogues():
    messages.build(settings.ROOT)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Begin every test database as a copy of one that is migrated."""
    with migrated.supplied():
        yield


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language behind in the thread; no test inherits it."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    """The cache outlives a test's transaction; nothing may leak through it."""
    _clear()
    yield
    _clear()


def _clear():
    cache.clear()
    keeping.forget_all()
    counting.forget()
    room_status.forget()
    rows_of.cache_clear()


@pytest.fixture
def kept(monkeypatch):
    """What is kept for a second stays kept, however slow the machine is."""
    monkeypatch.setattr(keeping, "clock", lambda: 0.0)
    keeping.forget_all()


@pytest.fixture
def house(db):
    return the_tests_house()


@pytest.fixture(scope="session")
def database_template(
    request, django_db_setup, django_db_blocker, django_db_keepdb, tmp_path_factory
):
    """What `own_database` copies: the migrated database of this test run.

    pytest-django makes that only where a test asks for it by its own marks.
    """
    is_made = any(migrated.is_given_to(item) for item in request.session.items)
    with django_db_blocker.unblock():
        made = [] if is_made else _make_test_database(keep=django_db_keepdb)
        yield make_template(tmp_path_factory.mktemp("template"))
        if not django_db_keepdb:
            teardown_databases(made, verbosity=0)


def _make_test_database(*, keep):
    return setup_databases(
        verbosity=0, interactive=False, aliases={"default"}, keepdb=keep
    )


@pytest.fixture
def own_database(database_template, django_db_blocker, tmp_path):
    """A database with real commits, that other processes reach (`.environment`)."""
    with (
        django_db_blocker.unblock(),
        an_own_database(database_template, tmp_path) as database,
    ):
        yield database
