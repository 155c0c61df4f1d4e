"""First and outermost: requests that cannot be read as text are refused before anything parses them."""

from urllib.parse import unquote_to_bytes

from django.http import HttpResponse
from django.utils.cache import add_never_cache_headers

REFUSAL = "Запрос содержит недопустимые символы. Вернитесь назад и введите данные заново."
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


def _is_broken(text: str) -> bool:
    """NUL, or bytes that are not UTF-8, behind percent signs or bare."""
    raw = unquote_to_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        return "\0" in raw.decode("utf-8")
    except UnicodeDecodeError:
        return True


def _refuse() -> HttpResponse:
    return HttpResponse(REFUSAL, status=400, content_type="text/plain; charset=utf-8")


class RefuseBrokenInput:
    """400 with a sentence for NUL, lone surrogates and form charsets other than UTF-8."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        charset = request.content_params.get("charset", "utf-8").lower()
        if request.content_type in FORM_TYPES and charset not in ("utf-8", "utf8"):
            return _refuse()
        if _is_broken(request.META.get("QUERY_STRING", "")) or _is_broken(request.META.get("PATH_INFO", "")):
            return _refuse()
        return self.get_response(request)


class ProtectiveHeaders:
    """Headers that Django has no setting for; private pages are never stored by a shared computer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"
        )
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            add_never_cache_headers(response)
        return response
