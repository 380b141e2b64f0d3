"""The web server as `script/server` starts it, on a database of a test's own."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager, suppress

import psutil

COMMAND = (sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1")
# Only a failure waits so long: a busy machine takes its time to start a process.
OPENING_SECONDS = 240
CLOSING_SECONDS = 120
# Not by way of the environment's proxy.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class WebServer:
    """One address below which a site can be started, killed and started again."""

    def __init__(self, database):
        self.database = database
        self.port = _free_port()
        self.log = database.folder / "web.log"
        self.process = None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self, **environment):
        """Return when the home page answers; raise with the log when it can't."""
        command = [*COMMAND, "--blocking-threads", "4", "--host", "127.0.0.1"]
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port), "config.wsgi:application"],
                cwd=self.database.folder,
                env={**self.database.environment, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self._wait_for_home()

    def kill(self):
        """End every process of it as a power cut would."""
        if self.process.poll() is not None:
            return
        family = [self.process, *psutil.Process(self.process.pid).children()]
        for one in family:
            with suppress(psutil.NoSuchProcess):
                one.send_signal(signal.SIGKILL)
        self.process.wait(CLOSING_SECONDS)

    def stop(self):
        self.process.terminate()
        self.process.wait(CLOSING_SECONDS)

    @contextmanager
    def open(self, **environment):
        """Be started while the block runs."""
        try:
            self.start(**environment)
            yield self
        finally:
            self.stop()

    def _wait_for_home(self):
        deadline = time.monotonic() + OPENING_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                DIRECT.open(f"{self.address}/en/", timeout=OPENING_SECONDS).close()
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.1)
            else:
                return
        said = self.log.read_text("utf-8")[-3000:]
        raise AssertionError(f"the site did not open:\n{said}")


def _free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
