"""People, companies and works chosen by their name; a new name makes a new one."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from ground.row_keys import is_key
from ticketing.shows.models import Company, Person, Work

Thing = Person | Company | Work
BY: Final = " — "
OTHER_LANGUAGE: Final = "|"
MOST: Final = 12
FIRST_HAN: Final = "\u2e80"


class Several(ValidationError):
    """More than one thing has that name."""

    def __init__(self, name: str) -> None:
        message = _("There are several called “%(name)s”: choose one from the list.")
        super().__init__(message, params={"name": name})


def label_of(thing: Thing) -> str:
    """Name a thing as the form shows and understands it: “Hamlet — Shakespeare”."""
    if isinstance(thing, Work) and thing.creator:
        return f"{thing.name}{BY}{thing.creator.name}"
    return thing.name


def suggestions(model: type[Thing], text: str) -> list[str]:
    """Labels of what matches; those that are the same carry their number."""
    found = list(_all(model).filter(_like(text, "icontains")).order_by("pk")[:MOST])
    labels = [label_of(thing) for thing in found]
    return [
        f"{label} #{thing.pk}" if labels.count(label) > 1 else label
        for thing, label in zip(found, labels, strict=True)
    ]


def _all(model: type[Thing]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model._default_manager.all()  # noqa: SLF001 Django's documented API
    return rows.select_related("creator") if model is Work else rows


def _like(text: str, how: str) -> Q:
    return Q(**{f"name_en__{how}": text}) | Q(**{f"name_zh_hans__{how}": text})


def find(model: type[Thing], text: str) -> Thing | None:
    """Return what has that name, or None. Raises Several."""
    name, _sign, number = text.rpartition(" #")
    if name and is_key(number):
        found: Thing | None = _all(model).filter(pk=int(number)).first()
        return found
    name, _sign, creator = text.partition(BY) if model is Work else (text, "", "")
    rows = _all(model).filter(_like(name.strip(), "iexact"))
    if creator:
        by = _like(creator.strip(), "iexact")
        rows = rows.filter(creator__in=Person.objects.filter(by))
    several = list(rows.order_by("pk")[:2])
    if len(several) > 1:
        raise Several(text)
    return several[0] if several else None


def named(model: type[Thing], text: str) -> Thing:
    """Make a thing of that name, unsaved: “Hamlet | 哈姆雷特” fills both languages."""
    name, _sign, creator = text.partition(BY) if model is Work else (text, "", "")
    first, _sign, second = (part.strip() for part in name.partition(OTHER_LANGUAGE))
    names = {"name_en": first, "name_zh_hans": second}
    if not second and any(letter >= FIRST_HAN for letter in first):
        names = {"name_en": "", "name_zh_hans": first}
    thing = model(**names)
    if isinstance(thing, Work) and creator.strip():
        who = find(Person, creator.strip()) or named(Person, creator.strip())
        thing.creator = who  # type: ignore[assignment]
    return thing


class NameField(forms.CharField):
    """The name of one of these; cleans to the thing, unsaved where it is new.

    What stood there before (`initial` is the thing) stays while its name does,
    though another has the same.
    """

    def __init__(self, *models: type[Thing], **kwargs: Any) -> None:
        self.models = models
        kwargs.setdefault("max_length", 300)
        super().__init__(**kwargs)
        what = "-".join(model._meta.model_name or "" for model in models)  # noqa: SLF001
        self.widget.attrs |= {
            "autocomplete": "off",
            "data-names": reverse_lazy("staff-names", args=[what]),
        }

    def prepare_value(self, value: Any) -> Any:
        return label_of(value) if isinstance(value, Thing) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = (find(model, text) for model in self.models)
            return next((thing for thing in found if thing), None) or self._new(text)
        except Several as several:
            return several

    def _new(self, text: str) -> Thing:
        return named(self.models[0], text)


class NamedForm(forms.Form):
    """A form whose names are settled with what stood there before."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, field in self.fields.items():
            if not isinstance(field, NameField) or name not in cleaned:
                continue
            before = self.initial.get(name)
            if before is not None and not field.has_changed(before, self[name].value()):
                cleaned[name] = before
            elif isinstance(cleaned[name], Several):
                self.add_error(name, cleaned[name])
        return cleaned


def settle(thing: Any, made: dict[tuple[type[Model], str], Any]) -> Any:
    """Save what is new; the same new name twice is one thing (`made` remembers)."""
    if thing.pk is not None:
        return thing
    key = (type(thing), label_of(thing))
    if key not in made:
        if isinstance(thing, Work) and thing.creator is not None:
            thing.creator = settle(thing.creator, made)
        thing.save()
        made[key] = thing
    return made[key]
