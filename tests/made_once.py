"""What every test of a module begins with is made once for them all.

A test's own transaction lies within the module's, so that each finds it as it was
made. Modules in which a test has a database of its own, or begins with less, make it
for each test that asks.
"""

import pytest

from tests import migrated

MADE = pytest.StashKey[dict]()
# What can be made so, each by a fixture of the module named `…_once`.
MAKES = ("furnished", "site")
ALONE = {"transactional_db", "own_database", "database_template", "live_server"}


@pytest.fixture(scope="module", autouse=True)
def _made_once(request):
    names = [name for name in MAKES if _all_begin_with(name, request)]
    made = {name: request.getfixturevalue(f"{name}_once") for name in names}
    request.node.stash[MADE] = made
    yield
    del request.node.stash[MADE]


def made_once(request, name):
    """What the module's tests share under that name; None where each has its own."""
    return request.node.getparent(pytest.Module).stash.get(MADE, {}).get(name)


def _all_begin_with(name, request):
    tests = [
        item
        for item in request.session.items
        if item.getparent(pytest.Module) is request.node
    ]
    with_database = [item for item in tests if migrated.is_given_to(item)]
    return (
        len(with_database) > 1
        and all(name in item.fixturenames for item in with_database)
        and not any(_stands_alone(item) for item in tests)
    )


def _stands_alone(item):
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    return commits or bool(ALONE & set(item.fixturenames))
