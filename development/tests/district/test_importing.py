"""Lists of courses, attestations and diagnostics: whom a row means, what offices write, loading twice."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from development.importing.attestations import AttestationResource
from development.importing.cells import (
    parse_hours,
    parse_order,
    parse_period,
    parse_yes,
    split_level,
    titled,
    unquoted,
)
from development.importing.courses import CourseResource, parse_mode
from development.importing.diagnostics import DiagnosisResource
from development.models import Attestation, CardRecord, Course, Diagnosis, DiagnosisResult, Provider
from methodservice.directory.importing import Scope
from methodservice.directory.models import AuditEvent, Teacher
from methodservice.lib.exports import xlsx_file
from methodservice.lib.officefiles import FileRefused, read_table
from methodservice.testing import development as have
from methodservice.testing import factories as make

NAME = "Ветрова Анна Сергеевна"
COURSES = ("ФИО", "Организация", "Вид", "Программа", "Часов", "Кто учил", "Форма", "Начало", "Окончание")
LINE = (NAME, "", "ПК", "Стандарты", "72 ч.", "ИРО", "очно", "01.09.2026", "15.09.2026")


def workbook(header, rows):
    with xlsx_file([("Лист1", header, rows, ())]) as made:
        return io.BytesIO(made.read())


def resource(kind, user, header, rows, target=None):
    table = read_table(workbook(header, rows), "Список.xlsx", kind.columns)
    return kind(table=table, scope=Scope(user, user.municipality, target))


def load(kind, user, header, rows, target=None):
    return resource(kind, user, header, rows, target).apply(note="Загрузка файла")


@pytest.mark.parametrize("written", ["72", 72, "72 ч.", "72 часа", "72ч", "72 ак. ч.", "72.0", "72 часов"])
def test_hours_are_read_as_people_write_them(written):
    assert parse_hours(written) == 72


@pytest.mark.parametrize("written", ["много", "-5", "72/36", ""])
def test_what_is_no_number_of_hours_is_refused(written):
    with pytest.raises(ValueError, match="число часов"):
        parse_hours(written)


def test_marks_periods_orders_titles_and_levels_are_read():
    assert [parse_yes(mark) for mark in ("да", "+", "✓", "нет", "-", 0)] == [True] * 3 + [False] * 3
    first, last = date(2026, 9, 1), date(2026, 9, 15)
    for written in ("01.09.2026 – 15.09.2026", "01.09.2026-15.09.2026", "с 01.09.2026 по 15.09.2026"):
        assert parse_period(written) == (first, last)
    assert parse_period("15.09.2026") == (None, last)
    assert parse_period("2026-09-15") == (None, last)
    day = date(2024, 2, 1)
    for written in ("№ 77-ОД от 01.02.2024", "приказ от 01.02.2024 г. № 77-ОД", "77-ОД, 01.02.2024"):
        assert parse_order(written) == ("77-ОД", day)
    assert [unquoted("«Русский язык»"), unquoted("«А» и «Б»")] == ["Русский язык", "«А» и «Б»"]
    assert [split_level(text) for text in ("средний, 65 %", "низкий (40,5%)", "80 %")] == [
        ("средний", Decimal(65)), ("низкий", Decimal("40.5")), ("", Decimal(80)),
    ]  # fmt: skip


def test_a_course_comes_in_with_its_new_provider_and_the_second_time_nothing_changes(methodist, vetrova):
    assert load(CourseResource, methodist, COURSES, [LINE]).counts["new"] == 1
    course = Course.objects.get()
    assert (course.teacher, course.programme, course.hours, course.ends, course.kind, course.mode) == (
        vetrova, "Стандарты", 72, date(2026, 9, 15), "upskilling", "in_person",
    )  # fmt: skip
    assert (course.provider.name, course.provider.municipality) == ("ИРО", methodist.municipality)
    told = AuditEvent.objects.order_by("pk").values_list("verb", "record_type")
    assert list(told) == [("created", "development.provider"), ("created", "development.course")]
    assert load(CourseResource, methodist, COURSES, [LINE]).counts["unchanged"] == 1
    assert (Course.objects.count(), Provider.objects.count(), AuditEvent.objects.count()) == (1, 1, 2)


def test_looking_at_a_file_writes_nothing(methodist, vetrova):
    plan = resource(CourseResource, methodist, COURSES, [LINE]).plan()
    assert (plan.counts["new"], plan.rows[0].notices) == (1, [])
    assert plan.notes == ["Новая организация ДПО: «ИРО»."]
    assert "программа для управленческих команд" not in plan.rows[0].details
    assert plan.rows[0].details["кто учил"] == ["", "ИРО"]
    assert Course.objects.count() + Provider.objects.count() + AuditEvent.objects.count() == 0


def test_one_provider_is_made_of_its_spellings_and_none_of_a_wrong_row(methodist, vetrova):
    rows = [
        LINE,
        (*LINE[:3], "Оценивание", 36, "«ИРО»", "", "", "20.10.2026"),
        (*LINE[:3], "Чтение", 36, "Вуз", "", "", "31.02.2026"),
    ]
    counts = load(CourseResource, methodist, COURSES, rows).counts
    assert (counts["new"], counts["wrong"]) == (2, 1)
    assert [provider.name for provider in Provider.objects.all()] == ["ИРО"]


def test_a_changed_provider_and_subject_are_told_from_to(methodist, vetrova):
    subject = make.SubjectFactory(municipality=methodist.municipality, name="математика")
    load(CourseResource, methodist, COURSES, [LINE])
    header = (*COURSES, "Предмет", "Профильный уровень")
    row = (*LINE[:5], "Вуз", *LINE[6:], "Математика", "+")
    plan = load(CourseResource, methodist, header, [row])
    assert plan.rows[0].changes == {
        "для преподавания на профильном уровне": ["нет", "да"],
        "кто учил": ["ИРО", "Вуз"],
        "предмет": ["—", "математика"],
    }
    course = Course.objects.get()
    assert (course.provider.name, course.subject, course.is_profile) == ("Вуз", subject, True)


def test_a_proposal_that_the_school_lists_is_taken_into_the_card(methodist, vetrova):
    have.course(vetrova, date(2026, 9, 15), programme="Стандарты", hours=72, state="proposed")
    plan = load(CourseResource, methodist, COURSES, [LINE])
    assert plan.rows[0].changes["состояние"] == ["Предложено", "В карточке"]
    assert Course.objects.get().state == CardRecord.State.KEPT


def test_a_proposal_taken_by_a_list_brings_the_provider_that_the_person_named(methodist, vetrova):
    have.course(
        vetrova, date(2026, 9, 15), programme="Стандарты", state="proposed", proposed_provider="Новый центр"
    )
    load(CourseResource, methodist, COURSES, [(*LINE[:5], "", *LINE[6:])])
    course = Course.objects.get()
    assert (course.state, course.provider.name, course.proposed_provider) == ("kept", "Новый центр", "")


def test_people_are_told_apart_or_the_row_says_how(methodist, school, other_school, vetrova):
    twin = make.TeacherFactory(
        school=school, surname="Ветрова", given_name="Анна", patronymic="Сергеевна", born_on=date(1990, 1, 2)
    )
    header = ("ФИО", "Организация", "Дата рождения", "Программа", "Часов", "Окончание")
    rest = ("Стандарты", 72, "15.09.2026")
    rows = [
        (NAME, "СОШ № 4", "", *rest),
        (NAME, "СОШ № 4", "02.01.1990", *rest),
        (NAME, "СОШ № 5", "", *rest),
        ("Лис Ян Ильич", "", "", *rest),
        (NAME, "СОШ № 9", "", *rest),
        ("Ветрова А. С.", "", "", *rest),
    ]
    plan = load(CourseResource, methodist, header, rows)
    assert [row.errors for row in plan.rows] == [
        [["ФИО", f"педагогов «{NAME}» несколько: укажите дату рождения"]],
        [],
        [["ФИО", f"педагога «{NAME}» нет в списке организации МБОУ СОШ № 5: сначала загрузите педагогов"]],
        [["ФИО", "педагога «Лис Ян Ильич» нет в списке: сначала загрузите педагогов"]],
        [["Организация", "организации «СОШ № 9» нет в списке"]],
        [["ФИО", "вместо инициалов напишите имя и отчество полностью"]],
    ]
    assert Course.objects.get().teacher == twin


def test_a_coordinator_loads_the_own_school_only(coordinator, vetrova, other_school):
    make.TeacherFactory(school=other_school, surname="Лис", given_name="Ян", patronymic="Ильич")
    plan = load(CourseResource, coordinator, COURSES, [LINE, ("Лис Ян Ильич", *LINE[1:])])
    assert [row.state for row in plan.rows] == ["new", "wrong"]
    with pytest.raises(FileRefused):
        load(CourseResource, coordinator, COURSES, [LINE], target=other_school)


def test_wrong_cells_of_a_course_are_told_beside_their_columns(methodist, vetrova):
    rows = [
        (*LINE[:2], "кружок", "", "много", "", "телепатия", "", ""),
        (*LINE[:3], "Стандарты", 72, "", "", "20.09.2026", "15.09.2026"),
        (*LINE[:3], "Будущее", 72, "", "", "", "15.09.2099"),
        LINE,
        LINE,
    ]
    plan = resource(CourseResource, methodist, COURSES, rows).plan()
    assert plan.rows[0].errors == [
        ["Вид", "«кружок» — неизвестный вид. Пишите: ПК или ПП"],
        ["Часов", "«много»: напишите число часов, например 72"],
        ["Форма", "«телепатия» — неизвестная форма. Пишите: очно, выездные курсы, очно-заочно, заочно, "
         "дистанционно или образовательный портал"],
        ["Программа", "не заполнено"],
        ["Окончание", "не заполнено"],
    ]  # fmt: skip
    assert [row.errors for row in plan.rows[1:]] == [
        [["Начало", "позже, чем окончание"]],
        [["Окончание", "15.09.2099: этот день ещё не наступил"]],
        [["ФИО", "это обучение уже есть в строке 3"]],
        [["ФИО", "это обучение уже есть в строке 3"]],
    ]


@pytest.mark.parametrize(
    ("kind", "header", "row", "told"),
    [
        (CourseResource, ("ФИО", "Чему учили", "Часов", "Окончание"), (NAME, "Чтение", 72, "15.09.2026"),
         "Не нашли столбец «Программа»: без него загрузить нечего. Заголовки в файле: «ФИО», «Чему учили», "
         "«Часов», «Окончание»."),
        (CourseResource, ("ФИО", "Программа", "Год"), (NAME, "Чтение", 2026),
         "Не нашли столбцы «Часов», «Окончание»: без них загрузить нечего. Заголовки в файле: «ФИО», «Программа», "
         "«Год»."),
        (CourseResource, ("Кто", "Программа", "Часов", "Сроки"), (NAME, "Чтение", 72, "15.09.2026"),
         "Не нашли столбец «ФИО»: без него загрузить нечего. Заголовки в файле: «Кто», «Программа», «Часов», "
         "«Сроки»."),
        (AttestationResource, ("ФИО", "Уровень"), (NAME, "первая"),
         "Не нашли столбцы «Категория», «Дата установления»: без них загрузить нечего. Заголовки в файле: «ФИО», "
         "«Уровень»."),
        (DiagnosisResource, ("ФИО", "Предметные"), (NAME, "средний"),
         "Не нашли столбцы «Дата», «Диагностика»: без них загрузить нечего. Заголовки в файле: «ФИО», "
         "«Предметные»."),
    ],
)  # fmt: skip
def test_a_column_that_every_row_lacks_is_named_once(methodist, vetrova, kind, header, row, told):
    with pytest.raises(FileRefused) as refused:
        resource(kind, methodist, header, [row, ("Полев Ян Ильич", *row[1:])]).plan()
    assert refused.value.sentence == f"{told} Добавьте недостающее или переименуйте заголовок."


def test_a_column_that_only_new_rows_need_is_noted_above_them(methodist, vetrova):
    load(CourseResource, methodist, COURSES, [LINE])
    rows = [(NAME, "Стандарты", "15.09.2026", "ПК № 1"), (NAME, "Чтение", "20.09.2026", "ПК № 2")]
    plan = resource(
        CourseResource, methodist, ("ФИО", "Программа", "Окончание", "Удостоверение"), rows
    ).plan()
    assert [row.state for row in plan.rows] == ["changed", "wrong"]
    assert plan.notes == ["Столбца «Часов» в файле нет: новые записи без него не загрузить."]


def test_an_empty_cell_of_a_column_that_is_there_stays_the_rows_own_error(methodist, vetrova):
    header = ("ФИО", "Программа", "Часов", "Сроки")
    plan = resource(CourseResource, methodist, header, [(NAME, "Чтение", 72, "")]).plan()
    assert (plan.rows[0].errors, plan.notes) == ([["Окончание", "не заполнено"]], [])


def test_an_attestation_takes_its_day_from_the_order_and_its_term_from_the_rule(methodist, vetrova):
    header = ("Педагогический работник", "Кв. категория", "Приказ (номер, дата)", "Дата присвоения")
    rows = [
        (NAME, "1 кк", "№ 77 от 01.02.2022", ""),
        (NAME, "высшая", "№ 90 от 05.03.2024", "01.03.2024"),
        (NAME, "нет", "", "01.03.2024"),
    ]
    plan = load(AttestationResource, methodist, header, rows)
    assert plan.rows[2].errors == [["Кв. категория", "категории нет: такую строку не загружают"]]
    assert plan.notes == ["Где день установления категории не указан, взята дата приказа."]
    found = Attestation.objects.order_by("decided_on").values_list(
        "category", "position", "decided_on", "order_number", "order_on", "valid_until"
    )
    assert list(found) == [
        ("first", vetrova.position, date(2022, 2, 1), "77", date(2022, 2, 1), date(2027, 1, 31)),
        ("highest", vetrova.position, date(2024, 3, 1), "90", date(2024, 3, 5), None),
    ]
    assert load(AttestationResource, methodist, header, rows).counts["unchanged"] == 2


def test_a_diagnosis_keeps_levels_by_kinds_and_tells_what_changed(methodist, vetrova):
    header = ("ФИО", "Дата", "Диагностика", "Предметные", "Методические", "Психолого-педагогические")
    row = (NAME, "12.10.2026", "Оценка компетенций", "низкий", "средний, 65 %", "")
    assert load(DiagnosisResource, methodist, header, [row]).counts["new"] == 1
    assert load(DiagnosisResource, methodist, header, [row]).counts["unchanged"] == 1
    changed = (*row[:3], "высокий", "средний", "нет")
    plan = load(DiagnosisResource, methodist, header, [changed])
    assert plan.rows[0].changes == {
        "предметные": ["низкий уровень дефицитов", "высокий уровень дефицитов"],
        "психолого-педагогические": ["—", "дефицитов нет"],
    }
    assert Diagnosis.objects.count() == 1
    found = DiagnosisResult.objects.order_by("kind").values_list("kind", "level", "score")
    assert list(found) == [
        ("methodical", "middle", Decimal(65)), ("psychological", "none", None), ("subject", "high", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("above", "title", "day"),
    [
        ("Диагностика компетенций педагогов от 12.09.2026 г.", "Диагностика компетенций педагогов", date(2026, 9, 12)),
        ("«Диагностика чтения»\n12 сентября 2026 года", "Диагностика чтения", date(2026, 9, 12)),
        ("МБОУ СОШ № 4\nДиагностика дефицитов (12.09.2026)", "Диагностика дефицитов", date(2026, 9, 12)),
        ("Диагностика с 12.09.2026 по 15.09.2026", "", None),
        ("Диагностика от 31.02.2026", "Диагностика", None),
        ("Диагностика (проведена 12.09.2026)", "", date(2026, 9, 12)),
        ("Диагностика одна\nДиагностика другая", "", None),
        ("Сведения о педагогах", "", None),
        ("", "", None),
    ],
)  # fmt: skip
def test_what_diagnostics_it_was_is_read_above_the_table(above, title, day):
    assert titled(above) == (title, day)


def test_a_diagnosis_may_be_named_and_dated_above_the_table(methodist, vetrova):
    above = ("Диагностика дефицитов от 12.10.2026",)
    plan = load(DiagnosisResource, methodist, above, [("ФИО", "Предметные"), (NAME, "низкий")])
    assert plan.notes == [
        "Столбца «Диагностика» нет, взято из заголовка файла: «Диагностика дефицитов».",
        "Столбца «Дата» нет, взято из заголовка файла: 12.10.2026.",
    ]
    found = Diagnosis.objects.get()
    assert (found.title, found.held_on) == ("Диагностика дефицитов", date(2026, 10, 12))
    with pytest.raises(FileRefused, match="Не нашли столбец «Дата»: без него"):
        load(
            DiagnosisResource,
            methodist,
            ("Диагностика дефицитов",),
            [("ФИО", "Предметные"), (NAME, "низкий")],
        )
    rows = [("ФИО", "Дата", "Диагностика", "Предметные"), (NAME, "13.10.2026", "Своя", "низкий")]
    assert load(DiagnosisResource, methodist, above, rows).notes == []
    assert Diagnosis.objects.filter(title="Своя", held_on=date(2026, 10, 13)).exists()


def test_levels_percents_and_both_are_taken(methodist, vetrova):
    """What schools write side by side, the second sheet under headings in percent."""
    header = (
        "ФИО", "Дата", "Диагностика", "Предметные", "Методические", "Коммуникативные", "Психолого-педагогические",
    )  # fmt: skip
    row = (NAME, "12.10.2026", "Оценка", "65 %", "высокий (40,5 %)", "0", "—")
    assert load(DiagnosisResource, methodist, header, [row]).counts["new"] == 1
    found = DiagnosisResult.objects.order_by("kind").values_list("kind", "level", "score")
    assert list(found) == [
        ("communicative", "none", None), ("methodical", "high", Decimal("40.5")), ("subject", "", Decimal(65)),
    ]  # fmt: skip
    header = ("ФИО", "Дата", "Диагностика", "Предметные, %", "Методические (процент)", "Коммуникативные, %")
    again = (*row[:3], 70, "40,5", 0)
    assert load(DiagnosisResource, methodist, header, [again]).rows[0].changes == {
        "предметные": ["выполнено 65\N{NO-BREAK SPACE}%", "выполнено 70\N{NO-BREAK SPACE}%"],
        "коммуникативные": ["дефицитов нет", "дефицитов нет, выполнено 0\N{NO-BREAK SPACE}%"],
    }
    found = DiagnosisResult.objects.order_by("kind").values_list("kind", "level", "score")
    assert list(found) == [
        ("communicative", "none", Decimal(0)), ("methodical", "high", Decimal("40.5")), ("subject", "", Decimal(70)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("так себе", "«так себе» — неизвестный уровень. Пишите: нет, низкий, средний или высокий"),
        (17, "«17»: напишите уровень или процент, например «средний» или «65 %»"),
        ("130 %", "процент бывает от 0 до 100"),
    ],
)
def test_what_is_no_result_is_refused(methodist, vetrova, written, told):
    header = ("ФИО", "Дата", "Диагностика", "Предметные")
    row = (NAME, "12.10.2026", "Оценка", written)
    assert load(DiagnosisResource, methodist, header, [row]).rows[0].errors == [["Предметные", told]]


@pytest.mark.parametrize(
    ("mode", "written"),
    [
        ("in_person", ("очно", "Очная форма", "очная с применением ДОТ", "очно, с использованием ДОТ",
                       "Очная (с применением дистанционных образовательных технологий)")),
        ("mixed", ("очно-заочная", "Очно-заочная форма обучения", "очно-заочно с применением ДОТ", "смешанная")),
        ("extramural", ("заочно", "заочная", "Заочная форма с применением ЭО и ДОТ")),
        ("remote", ("дистанционно", "дистанционное обучение", "с применением ДОТ", "ДОТ", "онлайн-курс", "вебинар",
                    "с использованием дистанционных технологий", "заочная (дистанционная)")),
        ("visiting", ("выездные курсы", "выездные")),
        ("portal", ("на портале", "образовательный портал")),
    ],
)  # fmt: skip
def test_forms_of_study_are_read_as_schools_write_them(mode, written):
    assert [parse_mode(each) for each in written] == [mode] * len(written)


def test_a_year_of_courses_and_attestations_of_250_teachers_comes_in_twice_equal(
    methodist, municipality, django_assert_num_queries
):
    """The structure that offices use: title rows, numbers of rows, dates and hours as text, totals below."""
    schools = [
        make.SchoolFactory(municipality=municipality, short_name=f"МБОУ СОШ № {n}") for n in range(1, 11)
    ]
    Teacher.objects.bulk_create(
        Teacher(school=schools[n % 10], surname=f"Лугов{'абвгдежзик'[n % 10]}{'абвгдежзиклмнопрстуфхцчшщ'[n // 10]}",
                given_name="Мария", patronymic="Ивановна", gender="female", position="учитель")
        for n in range(250)
    )  # fmt: skip
    people = list(Teacher.objects.select_related("school").order_by("pk"))
    courses = [
        ["Сведения о повышении квалификации за 2026 год", *[""] * 8],
        ["№", "ФИО", "ОО", "Вид", "Тема курсов", "Кол-во часов", "Место обучения", "Сроки обучения", "Документ"],
        [str(n) for n in range(1, 10)],
        *(
            [n, one.full_name, one.school.short_name, ("ПК", "ПП")[n % 10 == 0], f"Программа {n % 7}",
             f"{(72, 256)[n % 10 == 0]} ч.", f"Институт {n % 4}",
             f"01.0{n % 9 + 1}.2026 - 20.0{n % 9 + 1}.2026", f"№ {n}"]
            for n, one in enumerate(people, 1)
        ),
        ["Итого", 250, *[""] * 7],
    ]  # fmt: skip
    attestations = [
        ["№ п/п", "Ф.И.О.", "Образовательная организация", "Категория", "Приказ", "Дата аттестации"],
        *(
            [n, one.full_name, one.school.short_name, ("первая", "ВКК", "СЗД")[n % 3], f"№ {n}-К от 05.02.2026",
             f"1 февраля 202{n % 7} г."]
            for n, one in enumerate(people, 1)
        ),
    ]  # fmt: skip
    kept = []
    for _ in range(2):
        for kind, rows in ((CourseResource, courses), (AttestationResource, attestations)):
            counts = load(kind, methodist, rows[0], rows[1:]).counts
            assert (counts["wrong"], counts["new"] + counts["unchanged"]) == (0, 250)
        kept.append(
            [list(model.objects.order_by("pk").values()) for model in (Course, Attestation, Provider)]
        )
    assert kept[0] == kept[1]
    assert [len(rows) for rows in kept[0]] == [250, 250, 4]
    followed = AuditEvent.objects.filter(record_type="directory.teacher")
    assert AuditEvent.objects.exclude(pk__in=followed).count() == 504
    today = timezone.localdate()
    in_force = [
        one
        for one in Attestation.objects.select_related("teacher")
        if one.valid_until is None or one.valid_until >= today
    ]
    assert followed.count() == len(in_force) > 100
    assert all(one.category == one.teacher.category for one in in_force)
    with django_assert_num_queries(5):
        resource(CourseResource, methodist, courses[0], courses[1:]).plan()
    with django_assert_num_queries(3):
        resource(AttestationResource, methodist, attestations[0], attestations[1:]).plan()


@pytest.mark.parametrize("kind", ["courses", "attestations", "diagnostics"])
def test_the_template_of_a_list_can_be_loaded_as_it_is(kind, visit, methodist, school):
    from methodservice import registries

    answer = visit(methodist).get(reverse("imports:template", args=[kind]))
    columns = registries.importers[kind].columns
    table = read_table(io.BytesIO(b"".join(answer)), "Шаблон.xlsx", columns)
    assert set(table.headings) == {column.key for column in columns if column.hint}
    make.SchoolFactory(municipality=methodist.municipality, short_name="МОУ «Школа № 1»")
    make.TeacherFactory(
        school=school.municipality.schools.get(short_name="МОУ «Школа № 1»"),
        surname="Ветрова", given_name="Анна", patronymic="Сергеевна",
    )  # fmt: skip
    plan = (
        registries.importers[kind]
        .resource(table=table, scope=Scope(methodist, methodist.municipality))
        .plan()
    )
    assert [(row.state, row.errors) for row in plan.rows] == [("new", [])]
