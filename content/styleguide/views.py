"""`/styleguide/`: for those who build the pages and those who edit them."""

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.styleguide import samples
from content.styleguide.forms import SampleForm, refused

# Names of custom properties in static/css/tokens.css; the styles have a class for each.
COLOURS: Final = (
    *("accent", "on-accent", "paper", "surface", "surface-2", "ink", "ink-2", "ink-3"),
    *("line", "line-strong", "stage", "ok", "few", "bad", "soon", "gone"),
    *("k-concert", "k-drama", "k-song", "k-variety", "k-sport"),
    *("tier-a", "tier-b", "tier-c", "tier-d", "tier-e"),
)
SIZES: Final = ("4xl", "3xl", "2xl", "xl", "l", "m", "s", "xs")
TONES: Final = ("accent", "ink", "ok", "few", "gone", "bad", "soon", "")
BUTTONS: Final = (
    *("", "btn--go", "btn--bad", "btn--plain", "btn--big"),
    "btn--go btn--big",
)
ALERTS: Final = ("ok", "few", "bad", "soon")
ICONS: Final = (
    *("arrow-down", "arrow-left", "arrow-right", "arrow-up", "bag", "bank", "bell"),
    *("bin", "calendar", "card", "chevron-down", "clock", "counter", "cross"),
    *("download", "equals", "external", "fit", "globe", "grid", "home", "info"),
    *("list", "lock", "mail", "menu", "minus", "moon", "pause", "person", "pin"),
    *("play", "plus", "printer", "refresh", "search", "star", "state-few"),
    *("state-gone", "state-on", "sun", "swap", "tick", "ticket", "wallet"),
    *("warning", "wheelchair"),
)


@never_cache
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every part; the page is there in development and for staff alone."""
    if not settings.DEBUG and not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    now = timezone.now()
    context = {
        "colours": COLOURS,
        "sizes": SIZES,
        "title": samples.TITLE,
        "setting": samples.SETTING,
        "tones": TONES,
        "buttons": BUTTONS,
        "alerts": ALERTS,
        "icons": ICONS,
        "states": samples.states(now),
        "cards": list(samples.cards(now)),
        "rows": list(samples.rows(now)),
        "lamps": range(6),
        "form": SampleForm(),
        "refused": refused(),
    }
    return render(request, "styleguide/page.html", context)
