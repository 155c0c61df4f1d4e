"""The list of diagnostics: one row is one diagnostics of one person, with results by kinds of deficits. What it is and
when it was held may stand once, above the table."""

from datetime import date
from decimal import Decimal

from development.importing.cells import split_level, titled, unquoted
from development.importing.of_people import PERSON, OfTeacherResource
from development.models import DeficitKind, Diagnosis, DiagnosisResult
from methodservice.directory.importing.base import BATCH, EMPTY, Cell, choice_of
from methodservice.lib.cells import parse_date
from methodservice.lib.officefiles import Column, normal

Level = DiagnosisResult.Level
LEVELS = {
    Level.NONE: ("дефицитов нет", "нет", "не выявлены", "отсутствуют", "нет дефицитов", "0"),
    Level.LOW: ("низкий", "низкий уровень дефицитов", "н", "низкий уровень"),
    Level.MIDDLE: ("средний", "средний уровень дефицитов", "с", "средний уровень"),
    Level.HIGH: ("высокий", "высокий уровень дефицитов", "в", "высокий уровень"),
}
NOT_TESTED = ("", "-", "–", "—")
LEVEL = choice_of(LEVELS, "«{}» — неизвестный уровень. Пишите: нет, низкий, средний или высокий")
HINT = "Уровень дефицитов: нет, низкий, средний, высокий; или процент выполнения: «65 %»; или оба: «средний, 65 %»"


class DiagnosisResource(OfTeacherResource):
    """Диагностика. Known by person + day + title; results by kinds stand beside it."""

    columns = (
        *PERSON,
        Column("held_on", "Дата", ("дата диагностики", "дата проведения"), True,
               "День диагностики; может стоять и над таблицей", date(2026, 10, 12)),
        Column("title", "Диагностика", ("название диагностики", "какая диагностика", "наименование диагностики",
               "вид диагностики"), True, "Как она называется; может стоять и над таблицей",
               "Оценка предметных и методических компетенций"),
        Column("organiser", "Кто проводил", ("организатор", "оператор"), False, "",
               "Институт развития образования"),
        Column("subject", "Предметные", ("предметные дефициты", "предметный"), False, HINT, "низкий"),
        Column("methodical", "Методические", ("методические дефициты", "методический"), False, HINT, "средний, 65 %"),
        Column("psychological", "Психолого-педагогические", ("психолого-педагогические дефициты",
               "психолого-педагогический", "психологические"), False, HINT, "нет"),
        Column("communicative", "Коммуникативные", ("коммуникативные дефициты", "коммуникативный"), False, HINT,
               "нет"),
        Column("note", "Выводы", ("вывод", "примечание"), False, "", ""),
    )  # fmt: skip
    repeated = "эта диагностика уже есть в строке {}"

    held_on = Cell("held_on", parse_date)
    title, organiser, note = Cell("title"), Cell("organiser"), Cell("note")

    class Meta(OfTeacherResource.Meta):
        model = Diagnosis
        fields = ("held_on", "title", "organiser", "note")

    def known(self):
        """2 queries: diagnostics and their results."""
        self.changed_results: list[DiagnosisResult] = []
        rows = Diagnosis.objects.filter(teacher__in=self.teachers()).prefetch_related("results")
        self.from_above = self._said_above()
        return {(one.teacher_id, one.held_on, normal(one.title)): one for one in rows}

    def _said_above(self) -> dict[str, object]:
        """What the title of the file says in place of the columns that the file does not have."""
        title, held_on = titled(self.table.above)
        found = {"title": title, "held_on": held_on}
        found = {key: value for key, value in found.items() if value and key not in self.table.headings}
        for key, value in found.items():
            words = f"«{value}»" if key == "title" else f"{value:%d.%m.%Y}"
            self.notes.append(f"Столбца «{self._titles[key]}» нет, взято из заголовка файла: {words}.")
        return found

    def _is_lacking(self, key):
        return key not in self.from_above and super()._is_lacking(key)

    def read(self, row, errors):
        row |= self.from_above
        row["title"] = unquoted(row.get("title", ""))
        held_on = self.day_of(row, "held_on", errors)
        for name, value in (("held_on", held_on), ("title", row["title"])):
            if not value and name not in errors:
                errors[name] = EMPTY
        self.results = {}
        for kind in DeficitKind:
            if row.get(kind.value, "") not in NOT_TESTED:
                self._read_result(row, kind, errors)
        return held_on, normal(row["title"])

    def _read_result(self, row, kind: DeficitKind, errors):
        try:
            words, score = self._level_and_score(row[kind.value], kind.value)
            self.results[kind] = (LEVEL(words) if words else "", score)
        except ValueError as wrong:
            errors[kind.value] = str(wrong)

    def _level_and_score(self, value, key: str) -> tuple[str, Decimal | None]:
        """A cell that the file shows in percent holds 0.65 for «65 %»."""
        if key in self.line.shares:
            words, score = "", Decimal(str(value)) * 100
        else:
            heading = str(self.table.headings[key]).lower()
            words, score = split_level(value, "%" in heading or "процент" in heading)
        if score is not None and score > 100:
            raise ValueError("процент бывает от 0 до 100")
        if words != "0" and (words[:1].isdigit() or (not words and score is None)):
            raise ValueError(f"«{value}»: напишите уровень или процент, например «средний» или «65 %»")
        return words, None if score is None else round(score, 1)

    def extra_changes(self, obj, row):
        known = {} if self.is_new else {result.kind: result for result in obj.results.all()}
        changes, self.differing = {}, []
        for kind, (level, score) in self.results.items():
            old = known.get(kind)
            if old is not None:
                level, score = level or old.level, old.score if score is None else score
            if old is None or (old.level, old.score) != (level, score):
                result = DiagnosisResult(diagnosis=obj, kind=kind, level=level, score=score)
                changes[kind.label] = [old.in_words if old else "—", result.in_words]
                self.differing.append(result)
        return {} if self.is_new else changes

    def details_of(self, instance):
        results = {result.kind.label: ["", result.in_words] for result in self.differing}
        return super().details_of(instance) | results

    def settle(self, obj, row):
        self.is_past(obj.held_on, "held_on")

    def after_save_instance(self, instance, row, **kwargs):
        super().after_save_instance(instance, row, **kwargs)
        self.changed_results += self.differing

    def after_saved(self):
        DiagnosisResult.objects.bulk_create(
            self.changed_results,
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["diagnosis", "kind"],
            update_fields=["level", "score"],
        )
