"""For tests: needs no environment, sends nothing, keeps nothing."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any
from uuid import uuid4

from config.settings.base import *  # noqa: F403 a settings module is its names
from config.settings.base import CACHES, DATABASES, INSTALLED_APPS

# Gives `manage.py lintmigrations` to script/lint.
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]

DEBUG = False
SECRET_KEY = "only for tests"  # noqa: S105 nothing is signed with it outside of tests
ALLOWED_HOSTS = ["*"]
MARQUEE_BASE_URL = "http://testserver"
MARQUEE_SANDBOX_PAYMENTS = True


def _scratch() -> Path:
    """Name a folder that goes with this process, inside of its parent's.

    Whoever writes makes it: a checker of types reads settings too, and leaves
    without a word. A process that is killed removes nothing, so its parent
    does; one that was forked has its parent's folder and must leave it alone.
    """
    above = os.environ.get("MARQUEE_TEST_SCRATCH", tempfile.gettempdir())
    folder = f"{above}/marquee-test-{uuid4().hex}"
    os.environ["MARQUEE_TEST_SCRATCH"] = folder
    maker = os.getpid()

    def remove() -> None:
        if os.getpid() == maker:
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    return Path(folder)


_SCRATCH = _scratch()
MEDIA_ROOT = _SCRATCH / "media"
SEARCH_FOLDER = _SCRATCH / "search"
# Only the tests that are marked for it ask a cluster.
ELASTICSEARCH_URL = ""
MARQUEE_KEYS = _SCRATCH / "keys"

STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Runs of tests side by side, and the processes of each, have databases of their own
# on the servers that they share, or they would find each other's rows.
_RUN = int(os.environ.get("MARQUEE_TEST_RUN", "0"))
_PROCESSES = 2
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    _name = DATABASES["default"]["NAME"]
    DATABASES["default"]["TEST"] = {"NAME": f"test_{_name}_{_RUN}"}
if os.environ.get("REDIS_URL"):
    _worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    _server = os.environ["REDIS_URL"].rpartition("/")[0]
    _number = _RUN * _PROCESSES + _worker
    CACHES["default"]["LOCATION"] = f"{_server}/{_number}"

# Found where they lie; nothing is collected.
STATIC_ROOT = None
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tests write visits down themselves, but for those that start a site of their own.
MARQUEE_VISITS_SECONDS = float(os.environ.get("MARQUEE_VISITS_SECONDS", "0"))
# Moments at which the process dies, with commas between (see ground/crash.py).
MARQUEE_CRASH_POINTS = os.environ.get("MARQUEE_CRASH_POINTS", "")
