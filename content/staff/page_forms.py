"""The words and pictures of a show's page in one language."""

from html import unescape
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import Image
from wagtail.images.widgets import AdminImageChooser

from content.models import ShowPage
from content.services import ShowPageFields, story_of


class ShowWordsForm(forms.Form):
    """Title, sentence and story; without a title there is no page."""

    title = forms.CharField(label=_("Title"), max_length=255, required=False)
    summary = forms.CharField(
        label=_("Summary"),
        max_length=180,
        required=False,
        help_text=_("One sentence, under the title and where the show is featured."),
    )
    story = forms.CharField(
        label=_("Story"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("An empty line begins a new paragraph."),
    )
    poster = forms.ModelChoiceField(
        Image.objects.all(),
        label=_("Poster"),
        required=False,
        widget=AdminImageChooser,
        help_text=_("Upright, 4:5; stands on cards."),
    )
    hero = forms.ModelChoiceField(
        Image.objects.all(),
        label=_("Wide picture"),
        required=False,
        widget=AdminImageChooser,
        help_text=_("16:9; stands beside the title."),
    )

    def __init__(
        self, page: ShowPage | None, data: QueryDict | None, code: str
    ) -> None:
        super().__init__(data, prefix=code, initial=_words(page))
        self.page = page
        if page is not None and not is_plain(page):
            del self.fields["story"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("title") and (self.page or any(cleaned.values())):
            self.add_error("title", _("A page needs a title."))
        return cleaned

    @property
    def is_wanted(self) -> bool:
        """There is something to save: a page is there, or begins with a title."""
        return bool(self.cleaned_data.get("title"))

    def words(self) -> ShowPageFields:
        data = self.cleaned_data
        fields: ShowPageFields = {
            "title": data["title"],
            "summary": data["summary"],
            "poster": data["poster"],
            "hero": data["hero"],
        }
        if "story" in data:
            fields["story"] = story_of(paragraphs(data["story"]))
        return fields


def paragraphs(text: str) -> list[str]:
    parts = text.replace("\r\n", "\n").split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def plain_story(page: ShowPage) -> list[str]:
    return [unescape(strip_tags(str(block.value))) for block in page.story]


def is_plain(page: ShowPage) -> bool:
    """Nothing would be lost if the story were written anew from its text."""
    told = [(b.block_type, getattr(b.value, "source", None)) for b in page.story]
    return told == story_of(plain_story(page))


def _words(page: ShowPage | None) -> dict[str, Any]:
    if page is None:
        return {}
    return {
        "title": page.title,
        "summary": page.summary,
        "story": "\n\n".join(plain_story(page)),
        "poster": page.poster_id,
        "hero": page.hero_id,
    }
