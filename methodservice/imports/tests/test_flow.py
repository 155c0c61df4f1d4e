"""From the file to the records: checked, shown, confirmed once."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice.directory.models import AuditEvent, Teacher
from methodservice.imports import services
from methodservice.imports.models import ImportFile, ImportRow
from methodservice.imports.services import STALE
from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from methodservice.lib.files import NotKept
from methodservice.lib.officefiles import FileRefused
from methodservice.testing import factories as make

VETROVA = ["Ветрова Анна Сергеевна", "МБОУ СОШ № 4", "учитель математики", "14.03.1985", "высшая"]
LUGOV = ["Лугов Пётр Ильич", "МБОУ СОШ № 4", "директор", "", ""]
BAD_DATE = ["Полев Ян Ильич", "МБОУ СОШ № 4", "учитель", "31.02.1990", "вторая"]


def send(client, file, kind="teachers", **data):
    return client.post(reverse("imports:upload", args=[kind]), {"file": file, **data})


def sent(client, file, kind="teachers", **data) -> ImportFile:
    """Send a file that is accepted; its row."""
    response = send(client, file, kind, **data)
    assert response.status_code == 302, response.context["form"].errors
    return ImportFile.objects.latest("pk")


def confirm(client, file, **data):
    return client.post(reverse("imports:confirm", args=[file.pk]), data, follow=True)


def shown(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_nothing_is_written_before_the_confirmation(
    visit, methodist, school, xlsx, django_capture_on_commit_callbacks
):
    client = visit(methodist)
    file = sent(client, xlsx([VETROVA, LUGOV]))
    assert file.counts == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 0, "notices": 0}
    assert Teacher.objects.count() == 0
    page = client.get(reverse("imports:file", args=[file.pk]))
    assert [(row.number, row.state) for row in page.context["page"]] == [(2, "new"), (3, "new")]
    with django_capture_on_commit_callbacks(execute=True):
        confirm(client, file)
    vetrova, lugov = Teacher.objects.order_by("surname")
    assert (vetrova.full_name, vetrova.school, vetrova.gender, vetrova.category) == (
        "Ветрова Анна Сергеевна", school, "female", "highest",
    )  # fmt: skip
    assert (lugov.gender, lugov.born_on, lugov.position) == ("male", None, "директор")
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", "record_type", "actor")
    assert list(verbs) == [
        ("created", "directory.teacher", methodist.pk),
        ("created", "directory.teacher", methodist.pk),
        ("imported", "imports.importfile", methodist.pk),
    ]
    file.refresh_from_db()
    assert (file.state, file.rows.count(), file.path.exists()) == ("applied", 0, False)


def test_a_second_confirmation_loads_nothing(visit, methodist, school, xlsx):
    client = visit(methodist)
    file = sent(client, xlsx([VETROVA]))
    confirm(client, file)
    response = confirm(client, file)
    assert shown(response) == ["Этот файл уже загружен: второй раз ничего не записано."]
    assert Teacher.objects.count() == 1


def test_wrong_rows_stop_the_file_unless_they_are_left_out(visit, methodist, school, xlsx):
    client = visit(methodist)
    file = sent(client, xlsx([VETROVA, BAD_DATE]))
    wrong = file.rows.get(state="wrong")
    assert (wrong.number, wrong.errors) == (
        3,
        [
            ["Дата рождения", "«31.02.1990»: такой даты нет в календаре"],
            [
                "Категория",
                "«вторая» — неизвестная категория. Пишите: высшая, первая, соответствие или нет",
            ],
        ],
    )
    assert Teacher.objects.count() == 0
    response = confirm(client, file)
    assert len(shown(response)) == 1
    assert Teacher.objects.count() == 0
    confirm(client, file, leave_out="1")
    assert [teacher.surname for teacher in Teacher.objects.all()] == ["Ветрова"]
    assert [row.number for row in file.rows.all()] == [3]


def test_changes_are_shown_and_journaled_from_and_to(visit, methodist, school, xlsx):
    known = make.TeacherFactory(
        school=school, surname="Ветрова", given_name="Анна", patronymic="Сергеевна", position="воспитатель"
    )
    client = visit(methodist)
    file = sent(client, xlsx([VETROVA]))
    row = file.rows.get()
    changes = {
        "должность": ["воспитатель", "учитель математики"],
        "дата рождения": ["—", "14.03.1985"],
        "категория": ["нет", "высшая"],
    }
    assert (row.state, row.changes) == ("changed", changes)
    assert row.notices == ["Возможно, тот же человек: совпали только ФИО и организация."]
    confirm(client, file)
    known.refresh_from_db()
    assert (known.position, known.category) == ("учитель математики", "highest")
    assert AuditEvent.objects.about(known).get().changes == changes
    again = sent(client, xlsx([VETROVA]))
    assert again.counts["unchanged"] == 1


def test_a_preview_gone_stale_is_shown_again_and_not_loaded(visit, methodist, school, xlsx):
    client = visit(methodist)
    file = sent(client, xlsx([VETROVA]))
    make.TeacherFactory(
        school=school, surname="ВЕТРОВА", given_name="Анна", patronymic="Сергеевна", position="повар"
    )
    confirm(client, file)
    file.refresh_from_db()
    assert (file.state, file.message, file.counts["changed"]) == ("ready", STALE, 1)
    assert Teacher.objects.get().position == "повар"
    confirm(client, file)
    assert Teacher.objects.get().position == "учитель математики"


def test_a_coordinator_loads_only_the_own_school(visit, coordinator, school, district, xlsx):
    other = make.SchoolFactory(municipality=district, short_name="МБОУ СОШ № 5")
    client = visit(coordinator)
    file = sent(client, xlsx([VETROVA, ["Лис Ян Ильич", other.short_name, "учитель", "", ""]]))
    assert [row.state for row in file.rows.all()] == ["new", "wrong"]
    assert file.rows.last().errors == [
        ["Организация", "«МБОУ СОШ № 5» — не ваша организация: загружают только свой список"]
    ]
    without = sent(client, xlsx([["Лис Ян Ильич", "учитель"]], header=["ФИО", "Должность"], name="мои.xlsx"))
    confirm(client, without)
    assert Teacher.objects.get().school == school


def test_a_file_without_a_needed_column_is_refused_with_the_headings_that_were_seen(
    visit, methodist, school, xlsx
):
    file = xlsx(
        [["Ветрова Анна Сергеевна", school.short_name, "учитель"]] * 3, ["ФИО", "Организация", "Кем работает"]
    )
    response = send(visit(methodist), file)
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "file": [
            "Не нашли столбец «Должность»: без него загрузить нечего. Заголовки в файле: «ФИО», «Организация», "
            "«Кем работает». Добавьте недостающее или переименуйте заголовок."
        ]
    }
    assert ImportFile.objects.count() == 0


def test_the_empty_list_of_files_says_with_which_list_to_begin(visit, methodist, coordinator):
    for user, beginning in ((methodist, "Начните с организаций"), (coordinator, "Начните с педагогов")):
        assert beginning in visit(user).get(reverse("imports:index")).content.decode()


def test_a_foreign_school_for_the_whole_file_is_refused(visit, methodist, school, xlsx):
    foreign = make.SchoolFactory()
    response = send(visit(methodist), xlsx([VETROVA]), target=foreign.pk)
    assert response.status_code == 422
    assert response.context["form"].errors == {"target": ["Такой записи нет среди ваших."]}
    assert ImportFile.objects.count() == 0


def test_foreign_teachers_are_never_found(visit, methodist, school, xlsx):
    foreign = make.TeacherFactory(surname="Ветрова", given_name="Анна", patronymic="Сергеевна")
    file = sent(visit(methodist), xlsx([VETROVA]))
    confirm(visit(methodist), file)
    foreign.refresh_from_db()
    assert foreign.position == "учитель математики"
    assert Teacher.objects.filter(school=school).count() == 1


def test_a_long_file_is_read_and_loaded_by_jobs(visit, methodist, school, xlsx):
    client = visit(methodist)
    rows = [[f"Ветрова{'абвгдежзик'[n % 10] * (n // 10 + 1)} Анна", *VETROVA[1:]] for n in range(501)]
    file = sent(client, xlsx(rows))
    assert (file.state, file.job.kind, file.rows.count()) == ("reading", "imports.read", 0)
    assert jobs.run_waiting() == 1
    file.refresh_from_db()
    assert (file.state, file.counts["new"]) == ("ready", 501)
    response = confirm(client, file)
    loading = Job.objects.get(kind="imports.load")
    assert response.redirect_chain == [(reverse("jobs:progress", args=[loading.pk]), 302)]
    assert shown(confirm(client, file)) == ["Этот файл уже загружен: второй раз ничего не записано."]
    assert jobs.run_waiting() == 1
    loading.refresh_from_db()
    assert (loading.state, loading.result) == ("done", {"url": reverse("imports:file", args=[file.pk])})
    assert Teacher.objects.count() == 501
    # a job that is run twice after a cut-off writes nothing more
    Job.objects.filter(pk=loading.pk).update(state="waiting")
    jobs.run_waiting()
    assert Teacher.objects.count() == 501


def test_a_large_file_gets_a_sentence_and_is_not_kept(visit, methodist, school, tmp_path):
    file = io.BytesIO(b"PK\x03\x04" + b"\0" * (50 * 1024 * 1024))
    file.name = "Кадры.xlsx"
    response = send(visit(methodist), file)
    assert response.status_code == 422
    assert response.context["form"].errors == {
        "file": ["Файл больше 10 МБ. Разделите таблицу на части или удалите из неё рисунки и лишние листы."]
    }
    assert list(tmp_path.rglob("*")) == []


def test_a_file_that_is_no_table_gets_a_sentence(visit, methodist, school):
    file = io.BytesIO(b"%PDF-1.7")
    file.name = "Кадры.pdf"
    response = send(visit(methodist), file)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])


def test_discarding_forgets_the_file(visit, methodist, school, xlsx, django_capture_on_commit_callbacks):
    client = visit(methodist)
    file = sent(client, xlsx([VETROVA]))
    assert file.path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("imports:discard", args=[file.pk]))
    assert (ImportFile.objects.count(), ImportRow.objects.count(), file.path.exists()) == (0, 0, False)


@pytest.mark.parametrize("number", [1, 30])
def test_preview_costs_the_same_for_any_number_of_rows(
    visit, methodist, school, xlsx, assert_query_count, number
):
    client = visit(methodist)
    rows = [[f"Ветров{'а' * n} Анна Сергеевна", *VETROVA[1:]] for n in range(number)]
    file = sent(client, xlsx(rows))
    assert_query_count(client, reverse("imports:file", args=[file.pk]), 6)


@pytest.mark.parametrize("number", [1, 30])
def test_recent_files_cost_the_same_for_any_number(visit, methodist, assert_query_count, number):
    for n in range(number):
        ImportFile.objects.create(
            municipality=methodist.municipality, uploaded_by=methodist, kind="teachers", name=f"{n}.csv"
        )
    assert_query_count(visit(methodist), reverse("imports:index"), 4)


def test_template_can_be_sent_back(visit, methodist, school):
    client = visit(methodist)
    make.SchoolFactory(municipality=methodist.municipality, short_name="МОУ «Школа № 1»")
    make.SubjectFactory(municipality=methodist.municipality, name="математика")
    file = io.BytesIO(client.get(reverse("imports:template", args=["teachers"])).content)
    file.name = "Шаблон.xlsx"
    read = sent(client, file)
    assert (read.counts["new"], read.counts["wrong"], read.notes) == (1, 0, [
        "Прочитан лист «Список», остальные листы не загружаются."
    ])  # fmt: skip


def test_schools_are_loaded_by_short_name(visit, methodist, school, xlsx):
    client = visit(methodist)
    header = ["Краткое наименование", "Полное наименование"]
    rows = [["МБОУ  СОШ №4", "школа № 4"], ["МБДОУ «Ромашка»", "детский сад «Ромашка»"]]
    file = sent(client, xlsx(rows, header=header), kind="schools")
    assert [row.state for row in file.rows.all()] == ["changed", "new"]
    confirm(client, file)
    assert list(methodist.municipality.schools.order_by("pk").values_list("short_name", "kind")) == [
        ("МБОУ СОШ №4", "school"),
        ("МБДОУ «Ромашка»", "kindergarten"),
    ]


def test_a_full_disk_gets_a_sentence_and_leaves_nothing(
    visit, methodist, school, xlsx, tmp_path, monkeypatch
):
    def no_space(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("methodservice.lib.files.os.fsync", no_space)
    response = send(visit(methodist), xlsx([VETROVA]))
    assert (response.status_code, response.context["form"].errors["file"]) == (422, [NotKept.sentence])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert ImportFile.objects.count() == 0


def test_who_lost_the_right_meanwhile_loads_nothing(visit, coordinator, school, xlsx):
    client = visit(coordinator)
    file = sent(client, xlsx([VETROVA]))
    coordinator.roles.update(ends=date(2021, 1, 1))
    response = client.post(reverse("imports:confirm", args=[file.pk]))
    assert (response.status_code, Teacher.objects.count()) == (403, 0)
    with pytest.raises(FileRefused):
        services.load(file_id=file.pk, leave_out=False)
    assert Teacher.objects.count() == 0


def test_a_lost_file_gets_a_sentence(visit, methodist, school, xlsx):
    client = visit(methodist)
    file = sent(client, xlsx([VETROVA]))
    file.path.unlink()
    assert shown(confirm(client, file)) == [services.LOST]


def test_files_nobody_loaded_are_forgotten(visit, methodist, school, xlsx):
    client = visit(methodist)
    old = sent(client, xlsx([VETROVA]))
    ImportFile.objects.update(created_at=timezone.now() - services.KEPT - timedelta(days=1))
    new = sent(client, xlsx([LUGOV]))
    assert list(ImportFile.objects.values_list("pk", flat=True)) == [new.pk]
    assert old.pk != new.pk
