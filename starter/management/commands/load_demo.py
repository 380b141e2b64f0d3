"""Fills the house with the demo repertoire."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ground.statistics import renew_statistics
from starter.demo.loading.house import load_demo
from ticketing.house.models import House


class Command(BaseCommand):
    help = (
        "Loads the demo house: halls, shows, pages, prices, and what was sold."
        " Harmless as often as it is run; completes what was interrupted."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not House.objects.exists():
            message = "The house is not furnished yet: run manage.py setup_house."
            raise CommandError(message)
        loaded = load_demo(now=timezone.now(), stream=self.stdout)  # type: ignore[arg-type]
        renew_statistics()
        self.stdout.write(
            f"The demo house is complete. Made now: {loaded.shows} shows,"
            f" {loaded.performances} performances with {loaded.tickets} tickets,"
            f" {loaded.pages} pages."
        )
