"""Pages on which members speak about a show, and see what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.comments import writing
from community.comments.errors import NameTaken
from community.comments.forms import AppealForm, CommentForm, FlagForm
from community.comments.links import links
from community.comments.models import Comment, FlagReason, State, the_rules
from community.comments.own import own_comments
from community.comments.places import is_public
from community.comments.selectors import Sort, comments_page, summary_of
from ground.errors import Refusal
from members.models import User
from ticketing.checkout.visitor import language, signed_in_user
from ticketing.shows.models import Show

REFUSED = 422


@never_cache
@require_GET
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """All comments on a show, and the form to write one."""
    return _page(request, _show_or_404(slug), _blank(request))


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str) -> HttpResponse:
    """Say something about a show, or answer a comment."""
    show = _show_or_404(slug)
    if request.method != "POST":
        return redirect("comments:page", slug)
    form = _form(request.POST)
    if not form.is_valid():
        return _page(request, show, form, status=REFUSED)
    try:
        writer = writing.keep_name(_person(request), form.cleaned_data["name"])
        said = writing.write(show, writer, _words(form), now=timezone.now())
    except Refusal as refusal:
        return _refused(request, show, form, refusal)
    return _told(request, said)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an own comment another way, while there is time."""
    comment = _own_or_404(request, pk)
    form = _form(request.POST if request.method == "POST" else None, comment)
    if form.is_valid():
        try:
            writing.keep_name(_person(request), form.cleaned_data["name"])
            said = writing.change(comment, _words(form), now=timezone.now())
        except Refusal as refusal:
            return _refused(request, comment.thread.show, form, refusal, comment)
        return _told(request, said)
    show, status = comment.thread.show, REFUSED if form.errors else 200
    return _page(request, show, form, changed=comment, status=status)


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an own comment back."""
    comment = _own_or_404(request, pk)
    if writing.withdraw(comment, now=timezone.now()):
        messages.success(request, _("Your comment is taken back."))
    return redirect("comments:mine")


@never_cache
@login_required
@require_POST
def like(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a comment helped, or no longer."""
    comment, is_liked = _shown_or_404(pk), "not" not in request.POST
    return _act(
        request,
        comment,
        lambda: writing.like(comment, _person(request), is_liked=is_liked),
    )


@never_cache
@login_required
@require_POST
def flag(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a comment before the house."""
    comment, form = _shown_or_404(pk), FlagForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else FlagReason.OTHER
    told = _("Thank you. The house will look at it.")
    person, now = _person(request), timezone.now()
    return _act(
        request,
        comment,
        lambda: writing.flag(comment, person, FlagReason(reason), now=now),
        told,
    )


@never_cache
@login_required
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """One's own comments, what became of them, and why."""
    return _mine(request)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the house once to look again."""
    comment = _own_or_404(request, pk)
    if request.method != "POST":
        return redirect("comments:mine")
    form = AppealForm(request.POST)
    try:
        text = form.cleaned_data["text"] if form.is_valid() else ""
        writing.appeal(comment, text, now=timezone.now())
    except Refusal as refusal:
        return _mine(request, error=str(refusal), status=refusal.status)
    messages.success(request, _("Your objection is sent. The house looks again."))
    return redirect("comments:mine")


def _mine(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    found = own_comments(_person(request), now=timezone.now())
    context = {"comments": found, "error": error}
    return render(request, "comments/mine.html", context, status=status)


def _act(
    request: HttpRequest, comment: Comment, deed: Callable[[], object], told: str = ""
) -> HttpResponse:
    try:
        deed()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        if told:
            messages.success(request, told)
    return redirect(_address(comment))


def _address(comment: Comment) -> str:
    show = reverse("comments:page", args=[comment.thread.show.slug])
    return f"{show}#c{comment.pk}"


def _told(request: HttpRequest, said: Comment) -> HttpResponse:
    if said.state == State.SHOWN:
        messages.success(request, _("Your comment is here."))
        return redirect(_address(said))
    messages.success(request, _("Thank you. Others see it when the house has looked."))
    return redirect("comments:page", said.thread.show.slug)


def _refused(
    request: HttpRequest,
    show: Show,
    form: CommentForm,
    refusal: Refusal,
    changed: Comment | None = None,
) -> HttpResponse:
    form.add_error("name" if isinstance(refusal, NameTaken) else "text", str(refusal))
    return _page(request, show, form, changed=changed, status=refusal.status)


def _page(
    request: HttpRequest,
    show: Show,
    form: CommentForm | None,
    *,
    changed: Comment | None = None,
    status: int = 200,
) -> HttpResponse:
    sort = Sort.HELPFUL if request.GET.get("sort") == Sort.HELPFUL else Sort.NEW
    reader, now = signed_in_user(request), timezone.now()
    asked, summary = request.GET.get("page"), summary_of(show)
    shown, said = comments_page(show, summary, sort, asked, now=now, reader=reader)
    context = {
        "show": show,
        "said": said,
        "summary": summary,
        "sort": sort.value,
        "pages": links(shown, sort),
        "form": form,
        "changed": changed,
        "answered": _answered(form, said),
        "is_open": writing.is_open(show),
        "reader": reader,
        "reasons": FlagReason.choices,
    }
    return render(request, "comments/page.html", context, status=status)


def _answered(form: CommentForm | None, said: list[Any]) -> Any:
    """The comment that the form answers, where it is on this page."""
    key = str(form["parent"].value() or "") if form is not None else ""
    return next((one for one in said if str(one.comment.pk) == key), None)


def _form(data: Any, comment: Comment | None = None) -> CommentForm:
    has_stars = the_rules().has_stars
    if comment is None:
        return CommentForm(data, has_stars=has_stars)
    initial = {
        "name": comment.writer.name if comment.writer else "",
        "text": comment.text,
        "stars": comment.stars,
        "is_spoiler": comment.is_spoiler,
    }
    has_stars = has_stars and comment.parent_id is None
    return CommentForm(data, initial=initial, has_stars=has_stars)


def _blank(request: HttpRequest) -> CommentForm | None:
    """The form for a member; `?answer=` says to which comment."""
    user = signed_in_user(request)
    if user is None:
        return None
    writer, answer = writing.own_writer(user), request.GET.get("answer", "")
    initial: dict[str, Any] = {"name": writer.name if writer else user.first_name}
    if answer.isdecimal():
        initial["parent"] = answer
    has_stars = the_rules().has_stars and "parent" not in initial
    return CommentForm(initial=initial, has_stars=has_stars)


def _words(form: CommentForm) -> writing.Words:
    data = form.cleaned_data
    return writing.Words(
        text=data["text"],
        language=language(),
        once=data["once"],
        stars=data.get("stars"),
        is_spoiler=data["is_spoiler"],
        parent=data["parent"],
    )


def _person(request: HttpRequest) -> User:
    user = signed_in_user(request)
    if user is None:
        raise Http404
    return user


def _show_or_404(slug: str) -> Show:
    """A show without a page has no comments either."""
    show = get_object_or_404(Show, slug=slug)
    if not is_public(show):
        raise Http404
    return show


def _shown_or_404(pk: int) -> Comment:
    rows = Comment.objects.select_related("thread__show", "writer")
    comment: Comment = get_object_or_404(rows, pk=pk, state=State.SHOWN)
    if not writing.is_open(comment.thread.show):
        raise Http404
    return comment


def _own_or_404(request: HttpRequest, pk: int) -> Comment:
    rows = Comment.objects.select_related("thread__show", "writer__user")
    found: Comment = get_object_or_404(rows, pk=pk, writer__user=_person(request))
    return found
