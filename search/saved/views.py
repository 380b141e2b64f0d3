"""Leaving an address for a search, proving it, ending it.

Nobody is known by a session here: an address counts when its mail was opened, and
the mail's secret is the right to the search. So the form may stand on pages that
are the same for everybody.
"""

from http import HTTPStatus

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from content.days import house_today
from search.asked import Asked, asked_for
from search.models import SavedSearch
from search.saved import services
from search.saved.forms import SaveForm
from search.saved.questions import asked_by, ends_on, in_words, saved_form
from search.saved.tasks import mail_confirmation
from ticketing.checkout.views.posting import acting
from ticketing.checkout.visitor import language
from ticketing.rush.networks import network_of
from ticketing.rush.unproved import may_write

ONE_CLICK = "List-Unsubscribe"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Ask whom to write to when something fits; the address gets a link."""
    asked = asked_for(request.GET)
    question = saved_form(asked)
    if not question:
        return redirect("search:results")
    form = SaveForm(request.POST if request.method == "POST" else None)
    if form.is_bound and _is_over(asked):
        form.add_error(None, _("These days are over: nothing can come any more."))
    if form.is_valid():
        return _save(request, asked, question, form.cleaned_data["email"])
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"form": form, "asked": asked, "words": in_words(asked)}
    return render(request, "search/saved/save.html", context, status=status)


def _is_over(asked: Asked) -> bool:
    last = ends_on(asked)
    return last is not None and last < house_today()


def _save(
    request: HttpRequest, asked: Asked, question: str, email: str
) -> HttpResponse:
    search = services.save_search(
        question,
        email=email,
        language=language(),
        until=ends_on(asked),
        now=timezone.now(),
    )
    if search and may_write(network_of(request)) and services.may_ask(search):
        mail_confirmation.enqueue(search.pk)
    # The same words whether the address is known here or not.
    told = _("We have written to %(email)s. Open the link in that e-mail to confirm.")
    messages.success(request, told % {"email": email})
    return redirect(asked.url())


@never_cache
@require_GET
def saved(request: HttpRequest, secret: str) -> HttpResponse:
    """The search, and what can be done about it."""
    return _page(request, _own(secret))


@acting("search:saved")
def confirm(_request: HttpRequest, secret: str) -> HttpResponse:
    """The link was opened by who reads the mail: the search counts now."""
    services.confirm(_own(secret), now=timezone.now())
    return redirect("search:saved", secret)


@acting("search:saved")
def keep_on(_request: HttpRequest, secret: str) -> HttpResponse:
    own = _own(secret)
    until = ends_on(asked_by(own.question))
    services.keep_on(own, until=until, now=timezone.now())
    return redirect("search:saved", secret)


@csrf_exempt
@acting("search:saved")
def stop(request: HttpRequest, secret: str) -> HttpResponse:
    """End it; a mail program asks by itself and is led nowhere."""
    own = _own(secret)
    services.stop(own, now=timezone.now())
    if ONE_CLICK in request.POST:
        own.refresh_from_db()
        return _page(request, own)
    return redirect("search:saved", secret)


@never_cache
@require_GET
@login_required
def own_searches(request: HttpRequest) -> HttpResponse:
    """What was saved for the addresses that this person has proved."""
    proved = EmailAddress.objects.filter(user=request.user, verified=True)
    keys = {services.key_of(email) for email in proved.values_list("email", flat=True)}
    rows = services.live().filter(email_key__in=keys).order_by("-saved_at")
    context = {
        "searches": [(row, _told(row)) for row in rows],
        "has_address": bool(keys),
    }
    return render(request, "search/saved/own.html", context)


def _own(secret: str) -> SavedSearch:
    return get_object_or_404(SavedSearch, secret=secret)


def _told(search: SavedSearch) -> dict[str, str]:
    asked = asked_by(search.question)
    return {"words": in_words(asked), "url": asked.url()}


def _page(request: HttpRequest, own: SavedSearch) -> HttpResponse:
    context = {"search": own, "now": timezone.now(), **_told(own)}
    return render(request, "search/saved/saved.html", context)
