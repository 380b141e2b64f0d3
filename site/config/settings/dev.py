"""For `script/server`: needs no environment; not for the open internet."""

import os
from typing import Any

from config.settings.base import *  # noqa: F403 a settings module is its names
from config.settings.base import VAR
from config.settings.keys import kept_secret

DEBUG = os.environ.get("MARQUEE_DEBUG") == "1"
SECRET_KEY = kept_secret(VAR / "keys" / "secret")
ALLOWED_HOSTS = ["*"]
MARQUEE_SANDBOX_PAYMENTS = True

STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Found where they lie; nothing is collected.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

# Mails are files in var/mail, so that nobody is written to by accident.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
