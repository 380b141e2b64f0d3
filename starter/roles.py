"""Groups of staff, each with just the rights that its work needs.

Nobody but a superuser may change users: who may is as good as a superuser.
"""

from collections.abc import Iterable
from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    WorkflowPage,
)

EDITORS: Final = "Editors"
ORDER_DESK: Final = "Order desk"
FINANCE: Final = "Finance"
ADMINISTRATORS: Final = "Administrators"
MODERATORS: Final = "Moderators"

VIEW: Final = ("view",)
WRITE: Final = ("add", "change", "view")
ALL: Final = ("add", "change", "delete", "view")

# Codenames by app; `*` is every model of the app. What a house has not got
# (a room that is not built) is passed over, and given when it appears.
Rights = dict[str, dict[str, tuple[str, ...]]]

_ENTRY: Final[Rights] = {"wagtailadmin": {"": ("access_admin",)}}

EDITOR_RIGHTS: Final[Rights] = {
    **_ENTRY,
    "content": {"*": ALL},
    "announcements": {"*": ALL},
    "news": {"*": ALL},
    "galleries": {"*": ALL},
    "visits": {"visitday": VIEW, "chartsettings": ("view", "change")},
    "site_settings": {"navigation": ("view", "change")},
    "search": {"synonym": ALL, "promotion": ALL, "searchday": VIEW},
    "shows": {
        "show": WRITE,
        "performance": WRITE,
        "showcompany": ALL,
        "credit": ALL,
        "programmeitem": ALL,
        "company": WRITE,
        "person": WRITE,
        "work": WRITE,
        "showkind": VIEW,
    },
    "stock": {"pricetier": ALL, "place": VIEW},
    "venues": {"*": VIEW},
    "wagtailredirects": {"redirect": ALL},
    "wagtail_localize": {"": ("submit_translation",)},
}

DESK_RIGHTS: Final[Rights] = {
    **_ENTRY,
    "desk": {"*": ALL},
    "orders": {
        "order": ("view", "change"),
        "orderline": VIEW,
        "orderevent": VIEW,
    },
    "payments": {
        "payment": ("view", "add", "change"),
        "refund": ("view", "add"),
        "refundline": VIEW,
        "methodrule": VIEW,
        "till": VIEW,
        "shift": ("view", "add"),
        "credit": VIEW,
        "tab": VIEW,
    },
    "tickets": {"ticket": ("view", "change")},
    "delivery": {
        "delivery": ("view", "change"),
        "parcel": ("view", "change"),
        "method": VIEW,
        "zone": VIEW,
        "carrier": VIEW,
    },
    "shows": {"show": VIEW, "performance": VIEW},
    "stock": {"pricetier": VIEW, "place": ("view", "change")},
    "venues": {"*": VIEW},
    "offers": {"concession": VIEW, "offer": VIEW, "code": VIEW},
    "dues": {"due": ("view", "change"), "reminder": VIEW},
    "returns": {"refundladder": VIEW, "usedright": VIEW},
    "members": {
        "account": VIEW,
        "level": VIEW,
        "membership": ("view", "add", "change"),
        "pointentry": ("view", "add"),
    },
}

# Takings, statements of the bank, closings: whoever counts the money sells nothing,
# and pays nothing back.
FINANCE_RIGHTS: Final[Rights] = {
    **_ENTRY,
    "orders": {"order": VIEW, "orderline": VIEW, "orderevent": VIEW},
    "payments": {
        "payment": ("view", "change"),
        "refund": VIEW,
        "refundline": VIEW,
        "movement": VIEW,
        "entry": VIEW,
        "closing": ("view", "add"),
        "shift": VIEW,
        "credit": VIEW,
        "tab": VIEW,
    },
    "shows": {"show": VIEW, "performance": VIEW},
}

# Whoever looks at what members write needs to see nothing else.
MODERATOR_RIGHTS: Final[Rights] = {
    **_ENTRY,
    "comments": {"comment": ("view", "change"), "decision": VIEW},
}

ADMINISTRATOR_RIGHTS: Final[Rights] = {
    **EDITOR_RIGHTS,
    **DESK_RIGHTS,
    "comments": {
        "comment": ("view", "change"),
        "decision": VIEW,
        "commentrules": ("view", "change"),
    },
    "house": {"house": ("view", "change")},
    "site_settings": {"*": ("view", "change")},
    "venues": {"*": ALL},
    "shows": {"*": ALL},
    "stock": {
        "pricetier": ALL,
        "place": ("view", "change"),
        "hold": VIEW,
        "stockevent": VIEW,
    },
    "offers": {"*": ALL},
    "returns": {"refundladder": WRITE, "refundstep": ALL, "usedright": VIEW},
    "delivery": {"*": ALL},
    "payments": {
        "payment": ("view", "add", "change"),
        "refund": ("view", "add"),
        "refundline": VIEW,
        "gatewayevent": VIEW,
        "movement": VIEW,
        "entry": VIEW,
        "closing": ("view", "add"),
        "methodrule": ALL,
        "till": WRITE,
        "shift": ("view", "add"),
        "credit": ("view", "add", "change"),
        "tab": WRITE,
    },
    "dues": {"due": ("view", "change"), "reminder": ("view", "add", "change")},
    "members": {
        "account": WRITE,
        "accountuser": WRITE,
        "level": ALL,
        "membership": ("view", "add", "change"),
        "pointentry": ("view", "add"),
        "pointrules": ("view", "change"),
    },
    "flows": {"*": ALL},
    "rush": {"*": ALL},
    "door": {"*": ALL},
    "wagtailcore": {
        "collection": ALL,
        "locale": VIEW,
        "site": VIEW,
        "workflow": ALL,
        "task": ALL,
    },
}

PAGE_RIGHTS: Final = ("add", "change", "publish", "lock", "unlock")
EDITOR_FILE_RIGHTS: Final = ("add", "change", "choose")


@transaction.atomic
def give_roles() -> None:
    """Make the groups, and give them what they lack; takes nothing away."""
    _give(EDITORS, EDITOR_RIGHTS)
    _give(ORDER_DESK, DESK_RIGHTS)
    _give(FINANCE, FINANCE_RIGHTS)
    _give(MODERATORS, MODERATOR_RIGHTS)
    _give(ADMINISTRATORS, ADMINISTRATOR_RIGHTS)
    for name in (EDITORS, ADMINISTRATORS):
        group = Group.objects.get(name=name)
        _give_pages(group, (*PAGE_RIGHTS, "bulk_delete")[: None if _top(name) else -1])
        _give_files(
            group, (*EDITOR_FILE_RIGHTS, "delete")[: None if _top(name) else -1]
        )
    _let_approve(Group.objects.get(name=ADMINISTRATORS))


def _top(name: str) -> bool:
    return name == ADMINISTRATORS


def _give(name: str, rights: Rights) -> None:
    group, _made = Group.objects.get_or_create(name=name)
    wanted = Q(pk__in=[])
    for app, models in rights.items():
        for model, verbs in models.items():
            wanted |= _named(app, model, verbs)
    group.permissions.add(*Permission.objects.filter(wanted))


def _named(app: str, model: str, verbs: Iterable[str]) -> Q:
    """Rights of one model, of a whole app (`*`), or by their full name (empty)."""
    of_app = Q(content_type__app_label=app)
    if not model:
        return of_app & Q(codename__in=list(verbs))
    if model == "*":
        own = Q(pk__in=[])
        for verb in verbs:
            own |= Q(codename__startswith=f"{verb}_")
        return of_app & own
    return of_app & Q(codename__in=[f"{verb}_{model}" for verb in verbs])


def _give_pages(group: Group, verbs: Iterable[str]) -> None:
    root = Page.objects.filter(depth=1).first()
    for permission in _page_permissions("wagtailcore", "page", verbs):
        GroupPagePermission.objects.get_or_create(
            group=group, page=root, permission=permission
        )


def _give_files(group: Group, verbs: Iterable[str]) -> None:
    root = Collection.get_first_root_node()
    found = [
        *_page_permissions("wagtailimages", "image", verbs),
        *_page_permissions("wagtaildocs", "document", verbs),
    ]
    for permission in found:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )


def _let_approve(group: Group) -> None:
    """Let the group approve what is submitted for review, of all pages.

    Wagtail's own rule asks a group in which nobody is.
    """
    for rule in WorkflowPage.objects.filter(page__depth=1):
        for step in GroupApprovalTask.objects.filter(
            workflow_tasks__workflow=rule.workflow_id
        ):
            step.groups.add(group)


def _page_permissions(
    app: str, model: str, verbs: Iterable[str]
) -> Iterable[Permission]:
    names = [f"{verb}_{model}" for verb in verbs]
    return Permission.objects.filter(
        content_type__app_label=app,
        content_type__model=model,
        codename__in=names,
    )
