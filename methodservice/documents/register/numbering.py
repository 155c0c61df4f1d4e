"""Masks of numbers over the years: which years one holds for, what may still be changed in it."""

from dataclasses import dataclass

from methodservice.documents.models import DocumentKind, NumberMask, RegisterEntry
from methodservice.documents.register.services import next_number

NEXT = {
    DocumentKind.ORDER: "Следующий приказ получит",
    DocumentKind.PROTOCOL: "Следующий протокол получит",
    DocumentKind.REPORT: "Следующий отчёт получит",
    DocumentKind.NOTE: "Следующая справка получит",
    DocumentKind.RECOMMENDATION: "Следующие рекомендации получат",
}
REMARKS = {
    DocumentKind.PROTOCOL: "Протоколы объединений портал нумерует сам: в каждом объединении с начала учебного года. "
    "Эта нумерация — для протоколов, которые вносят вручную.",
    DocumentKind.REPORT: "Номер получает годовой отчёт объединения, когда его принимают.",
}


def next_words(municipality, kind: str, year: int) -> str:
    """«Следующий приказ получит номер 12-ОД.» 3 queries."""
    return f"{NEXT[DocumentKind(kind)]} номер {next_number(municipality, kind, year)}."


@dataclass(frozen=True)
class KindNumbering:
    """A kind on the page of numbering. masks: newest first."""

    kind: DocumentKind
    next_words: str
    masks: list[NumberMask]
    remark: str


def numbering_by_kind(municipality, year: int) -> list[KindNumbering]:
    """All kinds, as they are numbered in the year. 1 query and 3 for each kind."""
    masks: dict[str, list[NumberMask]] = {}
    for mask in NumberMask.objects.filter(municipality=municipality).order_by("kind", "-year"):
        masks.setdefault(mask.kind, []).append(mask)
    return [
        KindNumbering(
            kind=kind,
            next_words=next_words(municipality, kind, year),
            masks=masks.get(kind, []),
            remark=REMARKS.get(kind, ""),
        )
        for kind in DocumentKind
    ]


def years_numbered(municipality, kind: str, *, since: int, but: NumberMask | None = None) -> list[int]:
    """Years that already have numbers among those that a mask from `since` on would hold for, up to the next mask.

    but: the mask that is being changed. 2 queries.
    """
    later = NumberMask.objects.filter(municipality=municipality, kind=kind, year__gt=since)
    if but is not None and but.pk:
        later = later.exclude(pk=but.pk)
    end = later.order_by("year").values_list("year", flat=True).first()
    rows = RegisterEntry.objects.filter(municipality=municipality, kind=kind, series="", year__gte=since)
    if end is not None:
        rows = rows.filter(year__lt=end)
    return list(rows.order_by("year").values_list("year", flat=True).distinct())
