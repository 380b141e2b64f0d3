"""The demo logins, for `script/server` to print."""

from typing import Any

from django.core.management.base import BaseCommand

from starter.logins import logins


class Command(BaseCommand):
    help = "Prints the demo logins that still hold: role, e-mail, password."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for row in logins():
            self.stdout.write("\t".join(row))
