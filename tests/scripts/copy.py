"""A copy of the scripts around a house of cardboard: real processes, no Django."""

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
from pathlib import Path

import psutil

from launch.environment import fingerprint

ROOT = Path(__file__).resolve().parents[2]
# Only a failure waits so long: a busy machine takes its time to start a process.
PATIENCE = 180

MANAGE = """
import pathlib, sys, time
root = pathlib.Path(__file__).parent
command = sys.argv[1]
if command == "house_logins":
    print("Administrator\\tada@example.org\\tsesame")
    sys.exit()
with (root / "calls.txt").open("a") as calls:
    calls.write(" ".join(sys.argv[1:]) + "\\n")
if (root / "breaks" / command).exists():
    status, _, words = (root / "breaks" / command).read_text().partition(" ")
    print(words)
    sys.exit(int(status))
if command == "migrate":
    import os
    pathlib.Path(os.environ["MARQUEE_VAR"], "marquee.sqlite3").touch()
while command == "worker" or (root / "lingers" / command).exists():
    time.sleep(0.05)
"""

WSGI = """
def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"home"]
"""


class Copy:
    """A folder from which script/server can be started, and what it said."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.var = root / "var"
        self.started: list[subprocess.Popen[str]] = []

    def build(self) -> None:
        unneeded = shutil.ignore_patterns("__pycache__", "wheels", "make_*")
        shutil.copytree(ROOT / "script", self.root / "script", ignore=unneeded)
        (self.root / "manage.py").write_text(MANAGE)
        (self.root / "requirements.txt").write_text("# nothing\n")
        config = self.root / "site" / "config"
        config.mkdir(parents=True)
        (config / "wsgi.py").write_text(WSGI)
        self.build_environment()

    def build_environment(self) -> None:
        """Borrow the packages of the project's own environment."""
        folder = self.root / ".venv"
        venv.EnvBuilder(with_pip=False).create(folder)
        packages = next(folder.glob("lib/python*/site-packages"))
        (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
        stamp = {
            "place": str(folder),
            "requirements.txt": fingerprint(self.root / "requirements.txt"),
        }
        (folder / "marquee.json").write_text(json.dumps(stamp))

    def say(self, command: str, words: str, status: int) -> None:
        """Let a command say these words and end with this status at once."""
        (self.root / "breaks").mkdir(exist_ok=True)
        (self.root / "breaks" / command).write_text(f"{status} {words}")

    def let_linger(self, command: str) -> None:
        (self.root / "lingers").mkdir(exist_ok=True)
        (self.root / "lingers" / command).touch()

    def calls(self) -> list[str]:
        path = self.root / "calls.txt"
        return path.read_text().splitlines() if path.exists() else []

    def await_call(self, call: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if call in self.calls():
                return
            time.sleep(0.05)
        message = f"{call} was never called: {self.calls()}"
        raise AssertionError(message)

    def start(self, *options: str) -> subprocess.Popen[str]:
        environment = {k: v for k, v in os.environ.items() if k != "MARQUEE_VAR"}
        process = subprocess.Popen(
            [sys.executable, self.root / "script" / "server.py", *options],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def run(self, *options: str) -> tuple[int, str]:
        """Start it, wait until it ends by itself, return status and words."""
        process = self.start(*options)
        said, _ = process.communicate(timeout=PATIENCE)
        return process.returncode, said

    def close(self) -> None:
        for process in self.started:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.communicate(timeout=PATIENCE)


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """Read what it says until the words come; fail when it ends before that."""
    said = ""
    for line in process.stdout or ():
        said += line
        if words in line:
            return said
    message = f"never said {words!r} but:\n{said}"
    raise AssertionError(message)


def end(process: subprocess.Popen[str], number: int = signal.SIGINT) -> str:
    process.send_signal(number)
    said, _ = process.communicate(timeout=PATIENCE)
    return said


def home(port: int) -> str:
    with urllib.request.urlopen(
        f"http://127.0.0.1:{port}/", timeout=PATIENCE
    ) as answer:
        return str(answer.read().decode())


def running_in(folder: Path, word: str = "") -> list[int]:
    """List the processes whose command line names the folder, the oldest first."""
    found = [
        process.pid
        for process in psutil.process_iter(["cmdline"])
        for command in [" ".join(process.info["cmdline"] or ())]
        if str(folder) in command and word in command
    ]
    return sorted(found)


def wait_until_gone(folder: Path) -> bool:
    """Give the system a moment to bury what was killed."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if not running_in(folder):
            return True
        time.sleep(0.1)
    return False
