"""First and outermost: requests that cannot be read as text are refused before anything parses them."""

from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.handlers.wsgi import get_bytes_from_wsgi
from django.http import HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

BROKEN = "Запрос содержит недопустимые символы. Вернитесь назад и введите данные заново."
TOO_BIG = "Данных слишком много. Уменьшите файл или отправьте форму по частям."
TOO_MANY = "В форме слишком много полей. Отправьте её по частям."
CUT_OFF = "Данные пришли не полностью. Вернитесь назад и отправьте форму ещё раз."

URLENCODED = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"


def _refuse(sentence: str, status: int = 400) -> HttpResponse:
    """Returned, not raised: the error page of a raised refusal would read the broken form again."""
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def _is_broken(raw: bytes) -> bool:
    """NUL, or bytes that are not UTF-8 (lone surrogates among them), behind percent signs or bare."""
    try:
        return "\0" in unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        return True


def _is_broken_form(request) -> bool:
    """The values of a POST. Django parses it here, once for all; files go to its upload handlers unread."""
    if request.content_type == URLENCODED and _is_broken(request.body):
        return True
    texts = [text for field, values in request.POST.lists() for text in (field, *values)]
    texts += [
        text for field, files in request.FILES.lists() for text in (field, *(file.name for file in files))
    ]
    return any("\0" in text for text in texts)


class RefuseBrokenInput:
    """400 with a sentence for NUL, bytes that are not text and charsets other than UTF-8; 413 for too much data."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self._refusal(request) or self.get_response(request)

    def _refusal(self, request):
        if request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
            return _refuse(BROKEN)
        # the path is text by now: Django has decoded it in the environment itself
        for raw in (get_bytes_from_wsgi(request.environ, "QUERY_STRING", ""), request.path_info.encode()):
            if _is_broken(raw):
                return _refuse(BROKEN)
        if request.method != "POST" or request.content_type not in (URLENCODED, MULTIPART):
            return None
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > settings.UPLOAD_MAX_SIZE:
            return _refuse(TOO_BIG, 413)
        try:
            return _refuse(BROKEN) if _is_broken_form(request) else None
        except RequestDataTooBig:
            return _refuse(TOO_BIG, 413)
        except (TooManyFieldsSent, TooManyFilesSent):
            return _refuse(TOO_MANY)
        except (MultiPartParserError, UnreadablePostError):
            return _refuse(CUT_OFF)


class CompressPages(GZipMiddleware):
    """Pages go compressed: a meeting's screen of 80 KB weighs 12. Files and PDFs are compact already.

    Django masks the CSRF token anew in each answer and pads the length, which is what BREACH would need.
    """

    def process_response(self, request, response):
        if response.headers.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response


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
        # only a person who was looked up: asking here would open the database for pages that need none
        if getattr(getattr(request, "_cached_user", None), "is_authenticated", False):
            add_never_cache_headers(response)
        return response


class _FirstStep:
    """A person who must do something first is led to the page where it is done; only `open_routes` answer as usual."""

    open_routes: frozenset[str] = frozenset()

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        route = request.resolver_match.view_name
        if not getattr(view_func, "login_required", True) or route in self.open_routes:
            return None
        page = self.page_for(request.user) if request.user.is_authenticated else None
        return redirect(page) if page and page != route else None

    def page_for(self, user) -> str | None:
        """Name of the page where the person must go, or None."""
        raise NotImplementedError


class AskForNewPassword(_FirstStep):
    """A password that somebody else has set opens only the page where it is changed."""

    open_routes = frozenset({"account_logout"})

    def page_for(self, user):
        return "account_change_password" if user.password_is_temporary else None


class AskForMunicipality(_FirstStep):
    """Everything on the portal belongs to a municipality: an administrator without one makes or enters it first."""

    open_routes = frozenset(
        {
            "account",
            "account_change_password",
            "account_logout",
            "usersessions_list",
            "directory:municipality_add",
            "directory:municipality",
            "directory:municipality_enter",
        }
    )

    def page_for(self, user):
        if user.municipality_id:
            return None
        return "directory:municipality_list" if user.access.is_portal_admin else "account"


class LocalTime:
    """The day and the hours of the person's municipality: at nine in the morning in Chita Moscow still sleeps."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(self, request, view_func, view_args, view_kwargs):
        if getattr(view_func, "login_required", True) and getattr(request.user, "municipality_id", None):
            timezone.activate(request.user.municipality.timezone)
        return None
