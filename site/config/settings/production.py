"""For the open internet. Refuses to start where something is missing."""

import os

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403 a settings module is its names


def _required(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        message = f"Set {name}: production does not start without it."
        raise ImproperlyConfigured(message)
    return value


DEBUG = False
SECRET_KEY = _required("SECRET_KEY")
ALLOWED_HOSTS = _required("ALLOWED_HOSTS").split(",")
MARQUEE_BASE_URL = _required("MARQUEE_BASE_URL")
WAGTAILADMIN_BASE_URL = MARQUEE_BASE_URL
CSRF_TRUSTED_ORIGINS = [MARQUEE_BASE_URL]

if os.environ.get("MARQUEE_SANDBOX_PAYMENTS"):
    message = "Sandbox payments can't be switched on in production."
    raise ImproperlyConfigured(message)
MARQUEE_SANDBOX_PAYMENTS = False

# The proxy ends TLS and says so.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = os.environ.get("MARQUEE_SSL_REDIRECT", "1") == "1"
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = _required("EMAIL_HOST")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
