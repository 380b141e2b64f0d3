"""The JSON interface of the whole house, put together from its rooms."""

from django.urls import path, re_path
from ninja import NinjaAPI
from wagtail.api.v2.router import WagtailAPIRouter

from community.comments import api as comments
from config.missing import missing
from content.catalogue.api import performances
from content.galleries.api import PicturesAPIViewSet
from content.headless.previews import PagePreviews
from content.page_api import PublicDocuments, PublicPages
from content.visits.api import chart
from ground.api import errors
from search.api import search
from ticketing.checkout.api import carts, dues, orders, shows, waiting_list
from ticketing.rush import api as waiting_rooms

DESCRIPTION = """Everything the public site shows and does.

Errors have a `code` and a `message` in the language of `Accept-Language`.
Whatever acts takes an `Idempotency-Key` (16 to 64 characters): the same key
gives the same answer for a day. Money is a string; moments are ISO 8601.
"""

api = NinjaAPI(
    title="Marquee",
    version="1",
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url="/docs",
)
errors.install(api)
api.add_router("", shows.router)
api.add_router("", carts.router)
api.add_router("", orders.router)
api.add_router("", dues.router)
api.add_router("", waiting_rooms.router)
api.add_router("", waiting_list.router)
api.add_router("", chart.router)
api.add_router("", performances.router)
api.add_router("", search.router)
api.add_router("", comments.router)

content = WagtailAPIRouter("content-api")
content.register_endpoint("pages", PublicPages)
content.register_endpoint("images", PicturesAPIViewSet)
content.register_endpoint("documents", PublicDocuments)
content.register_endpoint("page_preview", PagePreviews)

urlpatterns = [
    path("v2/", content.urls),
    path("", api.urls),
    re_path(r"^", missing, name="api-missing"),
]
