"""HTML → PDF/UA-1 with WeasyPrint: tagged, in local fonts, no network, the same bytes for the same HTML."""

import gc
import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import segno
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

STATIC = Path(__file__).resolve().parents[2] / "static"
STYLESHEET = STATIC / "pdf" / "document.css"

_one_at_a_time = threading.Lock()


class ForeignResource(ValueError):
    """A document asked for something outside the project's static files."""


class ProjectFiles(URLFetcher):
    """Serves `file:` addresses under `static/` and nothing else: no network, no data:, no other file of the server."""

    def __init__(self):
        super().__init__(allowed_protocols=("file",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url, headers=None):
        parts = urlsplit(url)
        path = Path(unquote(parts.path)).resolve()
        if parts.scheme != "file" or parts.netloc or not path.is_relative_to(STATIC) or not path.is_file():
            # fatal: WeasyPrint swallows any other error and prints the document without the resource
            raise FatalURLFetchingError(f"A document may only read the project's static files, not {url}")
        return URLFetcherResponse(url, path.read_bytes())


@lru_cache(maxsize=1)
def _house_style() -> tuple[FontConfiguration, CSS]:
    """Fonts and the print stylesheet, parsed once per process."""
    fonts = FontConfiguration()
    return fonts, CSS(filename=STYLESHEET, url_fetcher=ProjectFiles(), font_config=fonts)


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """Keep the garbage collector away while a document is laid out: a quarter of the time otherwise.

    Callers hold `_one_at_a_time`, so the collector is switched on again exactly once.
    """
    was_enabled = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def render_pdf(html: str) -> bytes:
    """PDF/UA-1 bytes of an HTML page, which names its language and has a <title>.

    The same HTML gives the same bytes with the same fonts and library: the identifier is derived from the text, and no
    clock is read. Documents are laid out one at a time in a process. Raises ForeignResource when the page refers to
    anything but files under `static/`.
    """
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    with _one_at_a_time, _quiet_collector():
        fonts, stylesheet = _house_style()
        page = HTML(string=html, base_url=STATIC.as_uri() + "/", url_fetcher=ProjectFiles())
        try:
            return page.write_pdf(
                stylesheets=[stylesheet], font_config=fonts, pdf_variant="pdf/ua-1", pdf_identifier=identifier
            )
        except FatalURLFetchingError as refusal:
            raise ForeignResource(str(refusal)) from refusal


def qr_svg(address: str, *, title: str) -> str:
    """QR code of an address as inline SVG with a title for those who cannot see it. Error correction M."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(title=title, border=2, svgclass="qr", lineclass=None, omitsize=True)
