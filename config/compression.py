"""Words go over the wire compressed; what is compressed already goes as it is."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WORDS = ("text/", "image/svg+xml", "application/json", "application/javascript", "application/xml")


class GzipWordsMiddleware(GZipMiddleware):
    """Like Django's, with its random padding against guessing by length, but letters and pictures are left alone."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.get("Content-Type", "").startswith(WORDS):
            return response
        return super().process_response(request, response)
