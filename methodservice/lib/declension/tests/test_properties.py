from hypothesis import given
from hypothesis import strategies as st

from methodservice.lib.declension import (
    CASES,
    OBLIQUE,
    Form,
    organisation_form,
    part_forms,
    person_form,
    position_form,
    split_name,
)

LETTERS = "".join(chr(code) for code in range(ord("А"), ord("я") + 1)) + "Ёё"
texts = st.text(LETTERS + " -–'’.,;:/()«»\"„“№1é\u0301\u0306Az", max_size=40)
words = st.text(LETTERS.lower(), min_size=1, max_size=14)
genders = st.sampled_from(["female", "male"])
oblique = st.sampled_from(OBLIQUE)


@given(texts, texts, texts, genders, oblique)
def test_any_text_has_a_form(surname, given_name, patronymic, gender, case):
    form = person_form(surname, given_name, patronymic, gender, case)
    assert form.sure == (not form.why)


@given(texts, oblique)
def test_any_position_or_organisation_has_a_form(text, case):
    for form in (position_form(text, case, "male"), organisation_form(text, case)):
        assert form.sure == (not form.why)


@given(words, words, words)
def test_nominative_is_what_was_written(surname, given_name, patronymic):
    forms = part_forms(surname, given_name, patronymic, "", "nominative")
    assert forms == {"surname": Form(surname), "given": Form(given_name), "patronymic": Form(patronymic)}
    assert position_form(surname, "nominative") == organisation_form(surname, "nominative") == Form(surname)


@given(words, words, genders, oblique)
def test_form_of_the_card_wins(surname, own, gender, case):
    assert person_form(surname, "", "", gender, case, {case: {"surname": own}}) == Form(own)


@given(words, genders, oblique, st.sampled_from(["surname", "given", "patronymic"]))
def test_case_of_letters_is_kept(word, gender, case, part):
    def form(written):
        parts = {"surname": "", "given": "", "patronymic": ""} | {part: written}
        return part_forms(**parts, gender=gender, case=case)[part].text

    assert form(word.capitalize())[0] == form(word)[0].upper()
    assert form(word) == form(word).lower()
    if len(word) > 1:
        assert form(word.upper()) == form(word).upper()


@given(st.sampled_from(["Методист", "методист", "Старший педагог-психолог", "глава", "ДИРЕКТОР"]), oblique)
def test_first_letter_of_a_position_is_kept(position, case):
    assert position_form(position, case).text[0] == position[0]


@given(words, oblique)
def test_double_surname_is_two_surnames(word, case):
    def form(surname):
        return person_form(surname, "", "", "female", case).text

    assert form(f"{word}аа-орлова") == f"{form(word + 'аа')}-{form('орлова')}"


@given(texts)
def test_no_word_of_a_name_is_lost(name):
    parts = split_name(name)
    assert sorted("".join("".join(parts).split())) == sorted("".join(name.split()))


@given(st.sampled_from(CASES))
def test_dependents_of_a_position_never_change(case):
    tail = " отдела образования, науки и спорта по УМР МБОУ «СОШ, директор № 3»"
    assert position_form(f"начальник{tail}", case).text.endswith(tail)
