"""The last net under every script: what stops it becomes a sentence and a status."""

from collections.abc import Callable

from launch.console import Console
from launch.failures import CannotGoOn, StopAsked, explain_os_error
from launch.processes import obey_signals


def guarded(work: Callable[[Console], int]) -> int:
    """Do the work and return the exit status."""
    console = Console.standard()
    try:
        obey_signals()
        return work(console)
    except CannotGoOn as problem:
        console.problem(str(problem))
    except OSError as error:
        console.problem(explain_os_error(error))
    except StopAsked as asked:
        console.problem("Interrupted. The next start goes on from here.")
        return 128 + asked.number
    return 1
