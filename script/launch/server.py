"""What script/server does, from the first check to the last goodbye."""

import argparse
import signal
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from launch import house, ports
from launch.console import Console
from launch.environment import ensure_environment
from launch.failures import StopAsked
from launch.folders import Folders
from launch.guard import guarded
from launch.leftovers import end_leftovers
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
    """Open the site and stay until a signal ends it.

    What takes the processor, and is not the home page, waits for it or goes on
    beside it: a start is as long as a person has to wait.
    """
    with ThreadPoolExecutor(1) as beside:
        logins = beside.submit(house.logins, folders)
        services.start_web()
        services.wait_for_home(console)
    try:
        services.start_worker()
        greet(folders, console, services.address, logins.result())
        services.watch()
    except StopAsked as asked:
        name = signal.Signals(asked.number).name
        console.say(f"\nStopping the web server and the worker ({name}).")


def greet(
    folders: Folders,
    console: Console,
    address: str,
    logins: Sequence[tuple[str, str, str]],
) -> None:
    """Say where the site is, who may log in, and how to end it."""
    console.say(f"\nMarquee is open:  {address}\nThe staff's door: {address}admin/\n")
    if logins:
        console.say("Logins (e-mail and password):")
        roles, emails = (max(len(row[n]) for row in logins) for n in (0, 1))
        for role, email, password in logins:
            console.say(f"  {role:<{roles}}  {email:<{emails}}  {password}")
    else:
        console.say("Make the first login: .venv/bin/python manage.py createsuperuser")
    log = folders.shown(folders.log)
    console.say(f"\nStop with Ctrl-C. What the two programs say is in {log}/.")
