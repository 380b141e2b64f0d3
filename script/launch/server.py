"""What script/server does, from the first check to the last goodbye."""

import argparse
import signal
from collections.abc import Sequence

from launch import house, ports
from launch.console import Console
from launch.environment import ensure_environment
from launch.failures import StopAsked
from launch.folders import Folders
from launch.guard import guarded
from launch.leftovers import end_leftovers, remember
from launch.lock import only_one, write_holder
from launch.options import parse
from launch.services import Services


def main(arguments: Sequence[str]) -> int:
    """Run the site until it is asked to end; return the exit status."""
    return guarded(lambda console: run(Folders.here(), console, parse(arguments)))


def run(folders: Folders, console: Console, options: argparse.Namespace) -> int:
    lock = folders.var / "server.lock"
    with only_one(lock, doing="Marquee runs from this folder") as holder:
        end_leftovers(folders, console)
        ports.require_free(options.host, options.port)
        if options.reset:
            house.reset(folders, console, sure=options.yes)
        ensure_environment(folders, console)
        house.prepare(
            folders,
            console,
            empty=options.empty,
            season=options.season,
            day=options.shift_to,
        )
        with Services(folders, host=options.host, port=options.port) as services:
            write_holder(holder, f"{services.address}")
            serve(folders, console, services)
    return 0


def serve(folders: Folders, console: Console, services: Services) -> None:
    services.start()
    remember(folders, [service.process.pid for service in services.running])
    services.wait_for_home(console)
    try:
        greet(folders, console, services.address)
        services.watch()
    except StopAsked as asked:
        name = signal.Signals(asked.number).name
        console.say(f"\nStopping the web server and the worker ({name}).")


def greet(folders: Folders, console: Console, address: str) -> None:
    """Say where the site is, who may log in, and how to end it."""
    logins = house.logins(folders)
    console.say(f"\nMarquee is open:  {address}\nThe staff's door: {address}admin/\n")
    if logins:
        console.say("Logins of the demo house (e-mail and password):")
        width = max(len(role) for role, _, _ in logins)
        for role, email, password in logins:
            console.say(f"  {role:<{width}}  {email}  {password}")
    else:
        console.say("Make the first login: .venv/bin/python manage.py createsuperuser")
    log = folders.shown(folders.log)
    console.say(f"\nStop with Ctrl-C. What the two programs say is in {log}/.")
