import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

NBSP = "\N{NO-BREAK SPACE}"


def told(*arguments, **options):
    out = StringIO()
    call_command("decline", *arguments, stdout=out, **options)
    return json.loads(out.getvalue())


def test_one_person_with_a_position():
    position = "заместитель начальника отдела образования"
    answer = told("Иванова Мария Ильинична", gender="female", case="accusative", position=position)
    assert answer == {
        "surname": "Иванову",
        "given": "Марию",
        "patronymic": "Ильиничну",
        "full": "Иванову Марию Ильиничну",
        "short": f"Иванову{NBSP}М.{NBSP}И.",
        "signature": f"М.{NBSP}И.{NBSP}Иванову",
        "position": "заместителя начальника отдела образования",
    }


def test_fathers_name_with_oglu_is_one_patronymic():
    answer = told("Мамедов Али Гасан оглы", gender="male", case="dative")
    assert (answer["full"], answer["patronymic"]) == ("Мамедову Али Гасан оглы", "Гасан оглы")
    assert answer["short"] == f"Мамедову{NBSP}А.{NBSP}Г."


def test_position_alone_needs_no_gender():
    answer = told(case="dative", position="и. о. директора, методист")
    assert answer == dict.fromkeys(["surname", "given", "patronymic", "full", "short", "signature"], "") | {
        "position": "и. о. директора, методисту"
    }


def test_nominative_needs_no_gender():
    assert told("Черных Женя", case="nominative")["short"] == f"Черных{NBSP}Ж."


def test_file_of_cases_is_answered_entry_by_entry(tmp_path):
    cases = tmp_path / "cases.json"
    cases.write_text(
        json.dumps(
            [
                {"surname": "Кравец", "given": "Олег", "patronymic": "", "gender": "male", "case": "dative"},
                {"surname": "Черных", "given": "Женя", "gender": "", "case": "dative"},
                {"surname": None, "position": "методист", "case": "genitive"},
                {"surname": "Кравец", "case": "vocative"},
                {"surname": 5},
                "Кравец",
            ]
        ),
        encoding="utf-8",
    )
    first, without_gender, position, *wrong = told(cases=str(cases))
    assert (first["full"], first["position"]) == ("Кравцу Олегу", "")
    assert without_gender == {
        "error": "Укажите пол (gender): female или male — без него имя нельзя просклонять."
    }
    assert position["position"] == "методиста"
    assert wrong == [
        {
            "error": "Падежа «vocative» нет. "
            "Есть: nominative, genitive, dative, accusative, instrumental, prepositional."
        },
        {"error": "Поля должны быть текстом: surname."},
        {"error": "Нужна запись с полями surname, given, patronymic, gender, position, case."},
    ]


@pytest.mark.parametrize(
    ("arguments", "options", "sentence"),
    [
        ([], {}, "Укажите имя, должность --position или файл --cases."),
        (["Цой"], {"cases": "x.json"}, "Укажите или имя, или файл --cases."),
        (["Черных Женя"], {"case": "dative"}, "Укажите пол --gender female или male"),
        (["Черных Женя"], {"case": "dative", "gender": "unknown"}, "Укажите пол --gender female или male"),
        (["Черных Женя"], {"case": "vocative"}, "Падежа «vocative» нет."),
        ([], {"cases": "/no/such/file.json"}, "не читается"),
    ],
)
def test_the_command_says_what_is_wrong_and_ends_with_2(arguments, options, sentence):
    with pytest.raises(CommandError, match=sentence) as refusal:
        told(*arguments, **options)
    assert refusal.value.returncode == 2


@pytest.mark.parametrize("content", ["{}", "[", "5", '"текст"'])
def test_the_command_refuses_a_file_that_is_no_list(tmp_path, content):
    cases = tmp_path / "cases.json"
    cases.write_text(content, encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        told(cases=str(cases))
    assert refusal.value.returncode == 2
