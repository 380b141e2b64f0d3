"""The settings of a site that counts no visits, to be measured against."""

from config.settings.dev import *  # noqa: F403 a settings module is its names
from config.settings.dev import MIDDLEWARE

MIDDLEWARE = [name for name in MIDDLEWARE if "visits" not in name]
MARQUEE_VISITS_SECONDS = 0
