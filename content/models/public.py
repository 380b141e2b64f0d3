"""What every page of the public site has in common."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils import timezone
from django.utils.module_loading import import_string
from wagtail.models import PageViewRestriction

from content.published import some_are_private


class PublicPage:
    """A page that is the same for everybody, so it is cached whole.

    Its template and context know nothing of the visitor: what is theirs comes
    as a fragment. `content.page_cache` keeps such pages for a second.

    `screen` names the function that says what the template shows beside the
    page's own words, given the page, the request and the moment. It is named, not
    imported: screens read the models.
    """

    screen: ClassVar[str] = ""
    pk: Any
    get_url: Any
    # The live pages that say the same in each language, where they were loaded
    # together with this one.
    sisters: Any = None

    @property
    def shows_show(self) -> int | None:
        """The key of the show that a visit to this page is a visit to."""
        return None

    @property
    def url_above(self) -> str:
        """The address of the page right above this one."""
        url = self.get_url() or ""
        return url.rsplit("/", 2)[0] + "/"

    def get_view_restrictions(self) -> Any:
        """Say who may see the page, asking only where any page is private."""
        if not some_are_private():
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()  # type: ignore[misc]

    def get_context(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(  # type: ignore[misc]
            request, *args, **kwargs
        )
        if self.screen:
            facts = import_string(self.screen)
            context.update(facts(self, request, timezone.now()))
        return context
