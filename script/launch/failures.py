"""What stops a start, each said in one sentence."""

import errno

NO_NETWORK = (
    "NameResolutionError",
    "Temporary failure in name resolution",
    "getaddrinfo failed",
    "nodename nor servname",
    "Failed to establish a new connection",
    "Network is unreachable",
    "Connection refused",
    "ConnectTimeoutError",
    "ReadTimeoutError",
    "ProxyError",
    "SSLError",
    "CERTIFICATE_VERIFY_FAILED",
)


class CannotGoOn(Exception):
    """Something is missing that only a person can put right; says what."""


class StepFailed(CannotGoOn):
    """A command of the start ended with an error; keeps what it printed."""

    def __init__(self, title: str, status: int, output: list[str]) -> None:
        self.title = title
        self.status = status
        self.output = output
        super().__init__(self.sentence())

    def sentence(self) -> str:
        told = "\n".join(f"    {line}" for line in self.output[-12:])
        return f"{self.title} failed (exit status {self.status}):\n{told}"


class StopAsked(BaseException):
    """A person or the system asked for the end (Ctrl-C, SIGTERM, SIGHUP)."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


def explain_os_error(error: OSError) -> str:
    """Say what the operating system refused."""
    place = f" {error.filename}" if error.filename else ""
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"There is no permission to write{place} ({error.strerror})."
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full: nothing more can be written{place}."
    return f"The system refused{place}: {error.strerror or error}."


def explain_install(output: str, log: str) -> str:
    """Find the reason why packages could not be installed in what pip printed."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return "The disk is full: the packages could not be installed."
    if "Permission denied" in output or "Read-only file system" in output:
        return "There is no permission to write into .venv, where the packages belong."
    if any(sign in output for sign in NO_NETWORK):
        return (
            "The package index can't be reached, and the packages are not here yet:"
            f" a first start needs the network (details in {log})."
        )
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "A package from the index is not the one that requirements.txt promises,"
            f" so it was not installed (details in {log})."
        )
    if "No matching distribution found" in output:
        return (
            "The package index has no ready-made package for this Python and machine:"
            f" {last_error(output)}"
        )
    return f"The packages could not be installed: {last_error(output)} (see {log})"


def last_error(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["no reason was given"])[-1]
