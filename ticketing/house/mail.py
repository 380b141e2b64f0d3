"""Mails of the house: who sends them, and the frame that all of them have."""

from collections.abc import Mapping
from email.utils import formataddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import get_language

from ticketing.house.models import the_house


def house_mail(
    *, to: str, key: str, subject: str, template: str, context: Mapping[str, Any]
) -> EmailMultiAlternatives:
    """Write a mail in the active language, as text and as HTML.

    `template` names two files without their endings; they know the house and the
    site's address besides. `key` is the same whenever the same mail is sent
    again: mail programs show it once.
    """
    house = the_house()
    known = {**context, "house": house, "base": settings.MARQUEE_BASE_URL}
    host = urlsplit(settings.MARQUEE_BASE_URL).hostname or "localhost"
    mail = EmailMultiAlternatives(
        subject=subject,
        body=render_to_string(f"{template}.txt", known).strip(),
        from_email=formataddr((house.name, settings.DEFAULT_FROM_EMAIL)),
        to=[to],
        reply_to=[house.email] if house.email else None,
        headers={
            "Message-ID": f"<{key}@{host}>",
            "Content-Language": get_language() or settings.LANGUAGE_CODE,
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string(f"{template}.html", known), "text/html")
    return mail
