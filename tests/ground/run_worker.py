"""Run `manage.py worker` with the tests' own tasks, on the database of a test."""

import os
import sys

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import connections
from django.utils.module_loading import autodiscover_modules

from ground.tasks import periods
from tests.ground import work


def main():
    # Only the periodic task of these tests, not the house's own.
    autodiscover_modules("tasks")
    for path in set(periods) - {work.tick.module_path}:
        del periods[path]
    if seconds := os.environ.get("WORK_SQLITE_TIMEOUT"):
        connections.databases["default"]["OPTIONS"]["timeout"] = float(seconds)
    call_command("worker", *sys.argv[1:])


if __name__ == "__main__":
    main()
