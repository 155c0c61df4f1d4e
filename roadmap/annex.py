"""An edition as the annex of the order that approves it, and how that order calls it."""

from methodservice.documents.orders.drafts import capitalised
from methodservice.documents.orders.kinds import AnnexDraft
from methodservice.documents.orders.usual.programme import DOCUMENTS, Document
from roadmap.content import content_of
from roadmap.models import Edition

AGAIN = "в новой редакции"


def named(edition: Edition) -> tuple[Document, str]:
    """(words of its kind, what follows them in «Об утверждении дорожной карты …»). 1 query for a later edition.

    A title that begins otherwise is quoted: its words are never put into case by guess.
    """
    document = DOCUMENTS[edition.programme.kind]
    title = " ".join(edition.title.split())
    word = document.nominative
    rest = title[len(word) :] if title.lower().startswith(word) else ""
    name = rest.strip() if rest[:1].isspace() else f"«{title}»"
    return document, f"{name} {AGAIN}" if _is_again(edition) else name


def _is_again(edition: Edition) -> bool:
    """The same period as in the edition before: its title alone would not tell them apart."""
    before = edition.programme.editions.filter(number__lt=edition.number).order_by("-number").first()
    return before is not None and (before.first, before.last) == (edition.first, edition.last)


def named_as(edition: Edition) -> dict[str, str]:
    """What the words of the order rest upon, as its kept answers."""
    return {"title": edition.title, "first": edition.first.isoformat(), "last": edition.last.isoformat()}


def annex_of(edition: Edition) -> AnnexDraft:
    """The annex: the edition itself. It has a heading of its own unless its text begins with the title. 4 queries."""
    blocks = content_of(edition).printed()
    return AnnexDraft(
        title="" if _begins_with(blocks, edition.title) else capitalised(edition.title),
        blocks=blocks,
        landscape=edition.landscape,
        mark=DOCUMENTS[edition.programme.kind].mark,
    )


def _begins_with(blocks: list, title: str) -> bool:
    words = []
    for block in blocks:
        if block["kind"] == "table":
            break
        words.append(block["text"])
    return _plain(title) in _plain(" ".join(words))


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()
