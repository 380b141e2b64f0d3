"""The letters that the worker has sent."""

import email
import time
from dataclasses import dataclass
from email import policy

PATIENCE = 60
BETWEEN = "-" * 79


@dataclass(frozen=True)
class Letter:
    """A mail as its reader sees it."""

    to: str
    subject: str
    text: str


def letters(site):
    """Every mail so far, in the order in which it was sent."""
    texts = [text for file in site.mails() for text in file.split(BETWEEN)]
    return [_read(text.strip()) for text in texts if text.strip()]


def _read(text):
    mail = email.message_from_bytes(text.encode(), policy=policy.default)
    body = mail.get_body(("plain",)).get_content()
    return Letter(str(mail["To"]), str(mail["Subject"]), body)


def letter(site, to, *, number=1):
    """Wait for the mail of that number to that address."""

    def found():
        return [one for one in letters(site) if one.to == to][number - 1 : number]

    return eventually(found)[0]


def eventually(ask):
    """Ask until something comes; the worker does its rounds every 15 seconds."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if answer := ask():
            return answer
        time.sleep(0.2)
    message = "it did not come in time"
    raise AssertionError(message)
