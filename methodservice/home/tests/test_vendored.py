"""Files of others lie in static/vendor exactly as listed, with a licence; nothing on a page needs an outside host."""

import hashlib
import re

from django.conf import settings

STATIC = settings.BASE_DIR / "static"
LIST = STATIC / "vendor" / "VENDORED.md"
ROW = re.compile(r"^\| (\S+) \| \S+ \| `([0-9a-f]{64})` \|$", re.M)


def test_every_file_of_others_is_the_listed_one():
    lying = {
        str(path.relative_to(STATIC)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in [STATIC / "icons.svg", *(STATIC / "vendor").rglob("*")]
        if path.is_file() and path != LIST
    }
    assert lying == dict(ROW.findall(LIST.read_text()))


def test_every_package_comes_with_its_licence():
    packages = [path for path in (STATIC / "vendor").iterdir() if path.is_dir()]
    without = [path.name for path in packages if not any(path.glob(name) for name in ("LICENSE*", "OFL*"))]
    assert (len(packages), without) == (4, [])


def test_style_sheets_load_nothing_from_outside_or_inline():
    """CSP blocks both; the browser would only say so in its console."""
    addresses = [
        (path.name, address)
        for path in STATIC.rglob("*.css")
        for address in re.findall(r"url\(\s*[\"']?([^)\"']+)", path.read_text())
        if address.startswith(("http", "//", "data:"))
    ]
    assert addresses == []


def test_every_icon_that_a_template_names_is_in_the_sprite():
    from methodservice.directory.templatetags.ui import MESSAGE_LOOKS, STATE_ICONS

    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text()))
    templates = (settings.BASE_DIR / "templates").rglob("*.html")
    named = {name for path in templates for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())}
    named |= set(STATE_ICONS.values()) | set(MESSAGE_LOOKS.values())
    assert named - sprite == set()
