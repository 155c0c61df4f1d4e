"""Templates of documents are files with a stated context: whoever changes one knows what it may print."""

import re

import pytest
from django.conf import settings

from methodservice.documents.models import DocumentStyle
from methodservice.documents.orders.sample import sample_snapshot
from methodservice.testing import factories as make

TEMPLATES = settings.BASE_DIR / "templates"
PRINTED = sorted(TEMPLATES.glob("*/pdf/*.html"))
DRAFTS = sorted(TEMPLATES.glob("**/drafts/*.txt"))
ORDER = [
    TEMPLATES / "documents/pdf/order.html",
    TEMPLATES / "documents/pdf/_organisation.html",
    TEMPLATES / "documents/pdf/_check.html",
    *sorted(TEMPLATES.glob("documents/_order_*.html")),
]
EXTENDS = re.compile(r"\{% extends [^%]+%\}\s*")
COMMENT = re.compile(r"(?:\{#.*?#\}\s*)+")
USED = re.compile(r"\{\{\s*([a-z]\w*)|\{% (?:if|elif) (?:not )?([a-z]\w*)|\{% for [\w, ]+ in ([a-z]\w*)")
OWN = re.compile(r"\{% for ([\w, ]+) in|\{% with (\w+)=")


def name_of(path) -> str:
    return str(path.relative_to(TEMPLATES))


def head(path) -> str:
    """The comment on top of a template; one that extends another may say that first."""
    found = COMMENT.match(EXTENDS.sub("", path.read_text(), count=1))
    return found[0] if found else ""


@pytest.mark.parametrize("path", [*PRINTED, *DRAFTS], ids=name_of)
def test_a_template_of_a_document_states_its_context(path):
    assert "Context: " in head(path)


@pytest.mark.parametrize("path", DRAFTS, ids=name_of)
def test_a_draft_uses_only_what_its_context_names(path):
    text = path.read_text()
    own = {name for groups in OWN.findall(text) for group in groups for name in re.findall(r"\w+", group)}
    used = {name for groups in USED.findall(text) for name in groups if name} - own - {"forloop"}
    stated = set(re.findall(r"\w+", head(path).partition("Context: ")[2]))
    assert used - stated == set()


@pytest.mark.django_db
def test_the_template_of_an_order_prints_what_the_snapshot_has():
    used = {name for path in ORDER for name in re.findall(r"\bsnapshot\.(\w+)", path.read_text())}
    snapshot = sample_snapshot(DocumentStyle(municipality=make.MunicipalityFactory()))
    added_by_freezing = {"check_code", "check_address"}
    assert used == snapshot.keys() - {"format"} | added_by_freezing
