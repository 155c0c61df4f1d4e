import pytest

from methodservice.lib.declension import OBLIQUE, organisation_form, part_forms, position_form
from methodservice.lib.declension.tests import tables


def forms_of(part, word, gender):
    empty = {"surname": "", "given": "", "patronymic": ""}
    return [part_forms(**empty | {part: word}, gender=gender, case=case)[part].text for case in OBLIQUE]


@pytest.mark.parametrize(("gender", "surname", "forms"), tables.names("surnames"))
def test_surname(gender, surname, forms):
    assert forms_of("surname", surname, gender) == forms


@pytest.mark.parametrize(("gender", "given", "forms"), tables.names("given"))
def test_given_name(gender, given, forms):
    assert forms_of("given", given, gender) == forms


@pytest.mark.parametrize(("gender", "patronymic", "forms"), tables.names("patronymics"))
def test_patronymic(gender, patronymic, forms):
    assert forms_of("patronymic", patronymic, gender) == forms


@pytest.mark.parametrize(("case", "position", "form"), tables.phrases("positions"))
def test_position(case, position, form):
    assert position_form(position, case).text == form


@pytest.mark.parametrize(("case", "organisation", "form"), tables.phrases("organisations"))
def test_organisation(case, organisation, form):
    assert organisation_form(organisation, case).text == form
