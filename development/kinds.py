"""Kinds of records on a card: one pair of pages adds and changes them all. The key stands in the address."""

from dataclasses import dataclass

from django.db import models
from django.http import Http404

from development.forms.diagnoses import DeficitForm, DiagnosisForm
from development.forms.records import AttestationForm, ContestForm, CourseForm, RecordForm, WorkForm, guarded
from development.models import Attestation, CardRecord, ContestEntry, Course, Deficit, Diagnosis, Work


@dataclass(frozen=True)
class RecordKind:
    """anchor: of the section; title: of the section; new, change: titles of pages; it: accusative, «удалить …»;
    empty: what an empty section says; relations: what lists of such records read with them."""

    key: str
    anchor: str
    model: type[models.Model]
    form: type[RecordForm]
    title: str
    new: str
    it: str
    empty: str
    relations: tuple[str, ...] = ()

    @property
    def may_be_proposed(self) -> bool:
        return issubclass(self.model, CardRecord)

    @property
    def edit_form(self) -> type[RecordForm]:
        return guarded(self.form)


KINDS = {
    kind.key: kind
    for kind in (
        RecordKind(
            "diagnosis", "diagnoses", Diagnosis, DiagnosisForm, "Диагностика", "Новая диагностика", "диагностику",
            "Запишите результаты диагностики: по ним записывают дефициты и составляют маршрут.",
        ),
        RecordKind(
            "deficit", "deficits", Deficit, DeficitForm, "Дефициты", "Новый дефицит", "дефицит",
            "Запишите дефициты по диагностике или то, что заметили на уроке.", ("subject", "diagnosis"),
        ),
        RecordKind(
            "course", "courses", Course, CourseForm, "Обучение", "Новое обучение", "запись об обучении",
            "Запишите курсы и переподготовку: по ним считают 36 месяцев.", ("provider", "subject", "file"),
        ),
        RecordKind(
            "attestation", "attestations", Attestation, AttestationForm, "Аттестация", "Новая аттестация",
            "запись об аттестации", "Запишите категорию и приказ: портал скажет, до какого дня она действует.",
            ("file",),
        ),
        RecordKind(
            "contest", "contests", ContestEntry, ContestForm, "Конкурсы", "Участие в конкурсе", "запись о конкурсе",
            "Запишите профессиональные конкурсы с итогами.", ("file",),
        ),
        RecordKind(
            "work", "works", Work, WorkForm, "Публикации и работы", "Новая публикация или работа",
            "запись о работе",
            "Запишите статьи, разработки, программы; приложите файл или ссылку.", ("file",),
        ),
    )
}  # fmt: skip


def kind_of(key: str, *, proposable: bool = False) -> RecordKind:
    """The kind of the address, or 404. proposable: only those that a teacher may propose."""
    kind = KINDS.get(key)
    if kind is None or (proposable and not kind.may_be_proposed):
        raise Http404
    return kind
