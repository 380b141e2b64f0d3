"""Programs that are started and ended with all that they start themselves."""

import contextlib
import io
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from launch.console import Step
from launch.failures import StepFailed, StopAsked

PATIENCE_SECONDS = 10.0
ENDING = (signal.SIGINT, signal.SIGTERM)


def obey_signals() -> None:
    """Turn each request to end into an exception, so that every clean-up runs."""

    def stop(number: int, _frame: object) -> None:
        raise StopAsked(number)

    for number in ENDING:
        signal.signal(number, stop)
    hangup = getattr(signal, "SIGHUP", None)
    # Under nohup the terminal's end is no request.
    if hangup is not None and signal.getsignal(hangup) != signal.SIG_IGN:
        signal.signal(hangup, stop)


def start(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environment: Mapping[str, str],
    output: IO[bytes] | int,
) -> subprocess.Popen[bytes]:
    """Start a program as the head of a process group of its own.

    So Ctrl-C reaches only this process, which then ends the others in order.
    """
    windows = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=os.name == "posix",
        creationflags=windows,
    )


def stop_all(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """End the programs politely; by force after ten seconds or a second request."""
    for process in processes:
        ask_to_end(process)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while any(process.poll() is None for process in processes):
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)
    except (KeyboardInterrupt, StopAsked):
        pass
    finally:
        for process in processes:
            end_by_force(process)


def ask_to_end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGTERM)
        else:
            process.send_signal(signal.CTRL_BREAK_EVENT)  # type: ignore[attr-defined]


def end_by_force(process: subprocess.Popen[bytes]) -> None:
    """End what is left of the program's group, its head dead or not."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
    process.wait()


def run_step(
    command: Sequence[str | Path],
    *,
    step: Step,
    log: Path,
    folder: Path,
    environment: Mapping[str, str],
    detail: Callable[[str], str | None] | None = None,
) -> list[str]:
    """Run a program to its end and return its lines; raise StepFailed.

    Each line goes to the log, and what `detail` makes of it to the screen.
    """
    lines: list[str] = []
    log.parent.mkdir(parents=True, exist_ok=True)
    process = start(
        command, folder=folder, environment=environment, output=subprocess.PIPE
    )
    try:
        with log.open("a", encoding="utf-8") as record:
            record.write(f"$ {' '.join(map(str, command))}\n")
            for text in spoken(process):
                record.write(text + "\n")
                lines.append(text)
                step.detail = (detail(text) if detail else None) or step.detail
        status = process.wait()
    finally:
        stop_all([process])
    if status:
        raise StepFailed(step.title, status, lines)
    return lines


def spoken(process: subprocess.Popen[bytes]) -> Iterator[str]:
    """Give what a program prints, line by line, as soon as it does.

    Universal newlines: one that redraws a line ends each state with a return.
    """
    if process.stdout is not None:
        for line in io.TextIOWrapper(process.stdout, "utf-8", "replace"):
            yield line.rstrip()
