"""Accounts of agencies, companies and suppliers: named, with who acts for them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail_modeladmin.helpers import ButtonHelper

from members.acting import keep_account
from members.models import Account, AccountKind, User
from members.proof import without_unproved
from ticketing.desk import rights
from ticketing.desk.own_screens import ScreenURLs, row_button
from ticketing.desk.rights import needs

TABLE = "members_account_modeladmin_index"


class PeopleField(forms.CharField):
    """Addresses of members, one on each line; each must have signed up."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[User]:
        """The members with these addresses, who have proved that they are theirs."""
        lines = [line.strip() for line in super().clean(value).splitlines()]
        wanted = dict.fromkeys(line.lower() for line in lines if line)
        users = User.objects.annotate(lower=Lower("email")).filter(lower__in=wanted)
        found = {user.email.lower(): user for user in without_unproved(users)}
        unknown = [address for address in wanted if address not in found]
        if unknown:
            told = {"addresses": ", ".join(unknown)}
            raise ValidationError(
                _("No member has proved this address: %(addresses)s") % told
            )
        return list(found.values())


def people_of(account: Account) -> str:
    """Who acts for it, as the field shows them."""
    return listed(account.users.all())


def listed(people: QuerySet[User]) -> str:
    """Their addresses, one on each line."""
    return "\n".join(user.email for user in people.order_by("email"))


class AccountForm(forms.ModelForm[Account]):
    """A person's own account is made by itself, and is none of these."""

    people = PeopleField(
        label=gettext_lazy("People who act for it"),
        required=False,
        help_text=gettext_lazy(
            "E-mail addresses of members, one on each line. When they are signed in "
            "they can buy what is allotted to this account."
        ),
    )

    class Meta:
        model = Account
        fields = ("kind", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kind"]
        kinds.choices = [
            (kind.value, kind.label)
            for kind in AccountKind
            if kind != AccountKind.PERSON
        ]
        if not self.instance.pk:
            self.initial["kind"] = AccountKind.AGENCY
        else:
            self.initial["people"] = people_of(self.instance)


@needs(rights.ADD_ACCOUNT)
def account_add(request: HttpRequest) -> HttpResponse:
    """Make an account that places can be allotted to."""
    return _edit(request, Account(), _("New account"), action="wagtail.create")


@needs(rights.CHANGE_ACCOUNT)
def account_edit(request: HttpRequest, account_id: int) -> HttpResponse:
    """Change an account's name, its kind, and who acts for it."""
    shared = Account.objects.exclude(kind=AccountKind.PERSON)
    account = get_object_or_404(shared, pk=account_id)
    return _edit(request, account, account.name, action="wagtail.edit")


def _edit(
    request: HttpRequest, account: Account, title: str, *, action: str
) -> HttpResponse:
    form = AccountForm(request.POST or None, instance=account)
    if form.is_valid():
        kept = keep_account(form.instance, form.cleaned_data["people"])
        log(kept, action, user=request.user)
        messages.success(request, _("The account is saved."))
        return redirect(TABLE)
    context = {
        "form": form,
        "button": _("Save the account"),
        "page_title": title,
        "header_icon": "group",
        "breadcrumbs_items": [
            {"url": reverse(TABLE), "label": _("Accounts")},
            {"url": "", "label": title},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/form.html", context, status=status)


def account_urls() -> list[URLPattern]:
    return [
        path("desk/accounts/new/", account_add, name="desk-account-add"),
        path("desk/accounts/<int:account_id>/", account_edit, name="desk-account"),
    ]


class AccountURLs(ScreenURLs):
    add_name, open_name = "desk-account-add", "desk-account"


class AccountButtons(ButtonHelper):
    """A person's own account has nothing to be changed."""

    def get_buttons_for_obj(self, obj: Any, *_args: Any, **_kwargs: Any) -> list[Any]:
        may = self.request.user.has_perm(rights.CHANGE_ACCOUNT)
        if not may or obj.kind == AccountKind.PERSON:
            return []
        return [row_button(reverse("desk-account", args=[obj.pk]), _("Open"), obj)]
