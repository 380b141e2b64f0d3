"""Answers are compressed on their way out, but for what is handed out in parts."""

from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """Leaves films alone: they are compressed, and a part is counted in their bytes."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if response.has_header("Accept-Ranges"):
            return response
        return super().process_response(request, response)
