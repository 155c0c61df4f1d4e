"""What the printed documents of the management cycle share."""

from methodservice.directory.models import Municipality
from methodservice.documents.models import DocumentKind, FrozenDocument
from methodservice.documents.printing import pdf_of
from methodservice.documents.register.services import take_entry
from methodservice.documents.services import freeze
from methodservice.lib.dates import long_date
from methodservice.lib.declension import signature_name
from methodservice.lib.typography import bind

FORMAT = 1
"""Version of the snapshots' shape. Old snapshots stay readable: templates learn, snapshots never change."""


def heading_of(municipality: Municipality) -> list[str]:
    return [bind(municipality.authority), bind(municipality.service)]


def signed_by(user, municipality: Municipality) -> dict[str, str]:
    """{post, name} of the person who signs for the service: «Методист ИМЦ», «М. И. Иванова»."""
    post = "Руководитель" if user.access.is_service_head else "Методист"
    return {"post": bind(f"{post} {municipality.service_short}"), "name": _name(user)}


def _name(user) -> str:
    if user.teacher:
        return signature_name(user.teacher.surname, user.teacher.given_name, user.teacher.patronymic)
    parts = str(user).split()
    return signature_name(*parts) if len(parts) == 3 else str(user)


def freeze_registered(
    *,
    municipality: Municipality,
    kind: str,
    on,
    title: str,
    snapshot: dict,
    template: str,
    by,
    number: str = "",
) -> FrozenDocument:
    """Freeze a document with a number of the register's notes («справка»). number: typed by hand, or "".

    Must run inside the transaction that signs. `number` is added to the snapshot. Raises Refused at «number».
    """
    entry = take_entry(
        municipality=municipality, kind=DocumentKind.NOTE, on=on, title=title, by=by, number=number,
        signed_as=", ".join(f"{line['post']} {line['name']}" for line in snapshot["signatures"]),
    )  # fmt: skip
    entry.document = freeze(
        municipality=municipality,
        kind=kind,
        number=entry.number,
        date=on,
        title=title[:300],
        snapshot=snapshot | {"number": bind(f"№ {entry.number} от {long_date(on)}")},
        render=lambda whole: pdf_of(template, whole),
        by=by,
    )
    entry.save(update_fields=["document"])
    return entry.document
