"""People who sign in, and the accounts that they act for."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground.names import CHINESE, ENGLISH


class Language(models.TextChoices):
    ENGLISH = ENGLISH, "English"
    CHINESE = CHINESE, "简体中文"


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by e-mail address, however it is capitalised."""
        return self.get(email__iexact=username)

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        return self.create_user(
            email, password, is_staff=True, is_superuser=True, **fields
        )


class User(AbstractUser):
    """A person who signs in; the e-mail address is the login."""

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=Language,
        default=Language.ENGLISH,
        help_text=_("The language of e-mails and tickets."),
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    class Meta(AbstractUser.Meta):
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                Lower("email"),
                name="members_user_email_is_unique",
                violation_error_message=_("This e-mail address is already in use."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class AccountKind(models.TextChoices):
    PERSON = "person", pgettext_lazy("kind of account", "person")
    CORPORATE = "corporate", pgettext_lazy("kind of account", "company")
    AGENCY = "agency", _("agency")
    SUPPLIER = "supplier", _("supplier")


class Account(models.Model):
    """Who owns orders, points, dues and credit; users act for it."""

    kind = models.CharField(_("kind"), max_length=10, choices=AccountKind)
    name = models.CharField(_("name"), max_length=300)
    users = models.ManyToManyField(
        User, through="AccountUser", related_name="accounts", verbose_name=_("people")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.name


class AccountRole(models.TextChoices):
    OWNER = "owner", _("owner")
    BUYER = "buyer", _("buyer")


class AccountUser(models.Model):
    """One person's part in one account."""

    account = models.ForeignKey(
        Account, on_delete=models.CASCADE, related_name="account_users"
    )
    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="account_users"
    )
    role = models.CharField(max_length=10, choices=AccountRole)

    class Meta:
        verbose_name = _("person of an account")
        verbose_name_plural = _("people of accounts")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["account", "user"], name="members_user_once_in_an_account"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.account}"


class TokenScope(models.TextChoices):
    BUY = "buy", _("buy for the account")
    READ_ORDERS = "orders:read", _("read the account's orders")


class ApiToken(models.Model):
    """A secret that lets a program act for a person; only its hash is kept."""

    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        related_name="tokens",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=100)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("scopes"), default=list)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))

    class Meta:
        verbose_name = _("interface token")
        verbose_name_plural = _("interface tokens")

    def __str__(self) -> str:
        return self.name
