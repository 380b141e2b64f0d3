"""Settings that every way of running shares. Values come from the environment."""

import os
from pathlib import Path
from typing import Any

from config.settings.databases import database_from_url, sqlite

ROOT = Path(__file__).resolve().parents[3]
# Everything that is not in git: database, uploads, keys, mails, indexes.
VAR = Path(os.environ.get("MARQUEE_VAR", ROOT / "var"))


def packages_of(names: str) -> list[str]:
    """Split names that stand with commas between them."""
    return [name.strip() for name in names.split(",") if name.strip()]


INSTALLED_APPS = [
    # Looked for with each {% static %}, from the top.
    "django.contrib.staticfiles",
    "starter",
    "reports",
    "search",
    # In the order in which their pages stand in a new house's menu.
    "content",
    "content.previews",
    "content.offer_pages",
    "content.announcements",
    "content.news",
    "content.specials",
    "content.galleries",
    "content.venue_pages",
    "content.visits",
    "content.site_settings",
    "community.comments",
    "ticketing.desk",
    "ticketing.checkout",
    "ticketing.door",
    "ticketing.rush",
    "ticketing.delivery",
    "ticketing.papers",
    "ticketing.returns",
    "ticketing.gifts",
    "ticketing.dues",
    "ticketing.tickets",
    "ticketing.payments",
    "ticketing.orders",
    "ticketing.offers",
    "ticketing.stock",
    "ticketing.shows",
    "ticketing.venues",
    "ticketing.house",
    "members",
    "flows",
    "ground",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "wagtail.api.v2",
    "modelcluster",
    "taggit",
    "rest_framework",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
]
# Packages of the house's own, such as a way to pay (docs/examples/gateway).
INSTALLED_APPS += packages_of(os.environ.get("MARQUEE_APPS", ""))

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # What waiting crowds ask for again and again costs as little as a file.
    "ticketing.rush.room_views.RoomMiddleware",
    "ground.compressing.CompressionMiddleware",
    "ground.api.origins.OriginMiddleware",
    # Sees who is handed a page, be it one that is kept.
    "content.visits.middleware.VisitMiddleware",
    # Outside of sessions and languages, so that a page that is kept costs nothing;
    # inside of compression, because it keeps the compressed page too.
    "content.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ground.languages.LanguageMiddleware",
    "ground.api.freshness.FreshnessMiddleware",
    "content.headless.limits.ReadingLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "content.staff.clock.HouseClockMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "ground.api.idempotency.IdempotencyMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ticketing.house.context.house",
            ],
        },
    }
]

DATABASES = {
    "default": (
        database_from_url(os.environ["DATABASE_URL"])
        if os.environ.get("DATABASE_URL")
        else sqlite(VAR / "marquee.sqlite3")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["REDIS_URL"],
        }
        if os.environ.get("REDIS_URL")
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# Tasks are rows of the same database (see ground/tasks).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# People
AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# https://docs.allauth.org/en/latest/account/configuration.html
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
LOGIN_REDIRECT_URL = "checkout:account"
LOGIN_URL = "account_login"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("zh-hans", "简体中文")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# A page that was sent to be translated is a draft until somebody has translated it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Private keys that sign tickets; back them up with the database.
MARQUEE_KEYS = VAR / "keys"
# The index that needs no server; it can be made anew at any time.
SEARCH_FOLDER = VAR / "search"
# A cluster that is asked before it, and the name of its index there.
ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "")
ELASTICSEARCH_INDEX = os.environ.get("ELASTICSEARCH_INDEX", "marquee")

# Mail
DEFAULT_FROM_EMAIL = os.environ.get("MARQUEE_MAIL_FROM", "tickets@localhost")

# Addresses in mails and at gateways begin with this.
MARQUEE_BASE_URL = os.environ.get("MARQUEE_BASE_URL", "http://localhost:8000")

# Other sites whose scripts may read /api/, such as https://www.example.org.
MARQUEE_API_ORIGINS = os.environ.get("MARQUEE_API_ORIGINS", "").split()

# What one address may read from /api/ in a minute; 0 is no limit.
MARQUEE_API_PER_MINUTE = int(os.environ.get("MARQUEE_API_PER_MINUTE", "600"))

# Where another front end shows drafts; it gets `token` and `language`. Empty: nowhere.
MARQUEE_PREVIEW_URL = os.environ.get("MARQUEE_PREVIEW_URL", "")

# How many proxies of ours stand before the site. Each adds the address that
# called it to X-Forwarded-For; what a visitor wrote there before is not believed.
MARQUEE_PROXIES = int(os.environ.get("MARQUEE_PROXIES", "0"))

# Seconds until visits are written down; what a crash loses at most. 0 writes none.
MARQUEE_VISITS_SECONDS = float(os.environ.get("MARQUEE_VISITS_SECONDS", "15"))

# Payment. A method without its settings is not offered.
STRIPE_SECRET_KEY = os.environ.get("STRIPE_SECRET_KEY", "")
STRIPE_WEBHOOK_SECRET = os.environ.get("STRIPE_WEBHOOK_SECRET", "")
# Another address than Stripe's own, for tests.
STRIPE_API_BASE = os.environ.get("STRIPE_API_BASE", "")
# Seconds until Stripe counts as not answering; a buyer waits as long.
STRIPE_TIMEOUT_SECONDS = 8.0
# Hosted page that pretends to be a bank; production settings refuse it.
MARQUEE_SANDBOX_PAYMENTS = False

# Buyers whom the checkout can carry in a minute: the automatic pace of waiting rooms.
MARQUEE_CHECKOUT_PER_MINUTE = int(os.environ.get("MARQUEE_CHECKOUT_PER_MINUTE", "600"))

# Wagtail
WAGTAIL_SITE_NAME = "Marquee"
WAGTAILADMIN_BASE_URL = MARQUEE_BASE_URL
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.galleries.uploads.CarefulImageForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "csv", "txt", "zip"]
WAGTAILDOCS_EXTENSIONS += ["mp4", "webm", "vtt"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Slugs in Chinese are fine.
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database"},
}
# A plan version with 8,000 seats is no form; this is for page editors.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Safety
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
SILENCED_SYSTEM_CHECKS: list[str] = []

# https://django-csp.readthedocs.io/ Public pages: nothing inline, nothing foreign.
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'"],
    },
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Each question to a cluster is no news.
    "loggers": {"elastic_transport": {"level": "WARNING"}},
}
