"""A form that was open while somebody else saved."""

from datetime import date

from django import forms
from django.utils.datastructures import MultiValueDict

from methodservice.lib.stale import Clash, StaleGuard


class PlanForm(StaleGuard, forms.Form):
    theme = forms.CharField(label="тема")
    place = forms.CharField(label="место", required=False)
    day = forms.DateField(label="день", required=False)
    open_ = forms.BooleanField(label="открытое", required=False)
    kind = forms.ChoiceField(label="вид", choices=[("a", "семинар"), ("b", "совет")])


SAVED = {"theme": "Итоги", "place": "школа", "day": date(2026, 10, 12), "open_": True, "kind": "a"}
TYPED = {"theme": "Итоги", "place": "школа", "day": "2026-10-12", "open_": "on", "kind": "a"}


def posted(token, **typed):
    return MultiValueDict({name: [value] for name, value in ({**TYPED, "loaded": token} | typed).items()})


def token_of(**saved):
    return PlanForm(initial=SAVED | saved)["loaded"].value()


def test_a_form_saved_over_an_untouched_record_is_valid():
    form = PlanForm(posted(token_of(), theme="Планы"), initial=SAVED)
    assert form.is_valid()
    assert form.cleaned_data["theme"] == "Планы"
    assert not form.is_stale
    assert "loaded" not in form.cleaned_data


def test_two_people_who_changed_one_field_see_both_texts():
    form = PlanForm(posted(token_of(), theme="Мои планы"), initial=SAVED | {"theme": "Чужие планы"})
    assert not form.is_valid()
    assert form.is_stale
    assert form.clashes == [Clash("Тема", "Итоги", "Чужие планы", "Мои планы")]
    assert form["theme"].value() == "Мои планы"


def test_a_field_that_was_left_alone_takes_what_the_other_person_saved():
    theirs = SAVED | {"place": "центр", "day": date(2026, 11, 2), "open_": False, "kind": "b"}
    form = PlanForm(posted(token_of(), theme="Мои планы"), initial=theirs)
    assert not form.is_valid()
    assert form.clashes == [
        Clash("Место", "школа", "центр", "школа"),
        Clash("День", "12.10.2026", "02.11.2026", "12.10.2026"),
        Clash("Открытое", "да", "нет", "да"),
        Clash("Вид", "семинар", "совет", "семинар"),
    ]
    again = PlanForm(form.data, initial=theirs)
    assert again.is_valid()
    assert again.cleaned_data == theirs | {"theme": "Мои планы"}


def test_the_second_save_is_a_decision_made_with_open_eyes():
    theirs = SAVED | {"theme": "Чужие планы"}
    form = PlanForm(posted(token_of(), theme="Мои планы"), initial=theirs)
    assert not form.is_valid()
    again = PlanForm(form.data, initial=theirs)
    assert again.is_valid()
    assert again.cleaned_data["theme"] == "Мои планы"


def test_a_form_without_its_token_is_not_believed():
    for token in ("", "подделка", token_of()[:-2]):
        form = PlanForm(posted(token, theme="Мои планы"), initial=SAVED)
        assert not form.is_valid()
        assert form.is_stale
        assert form.clashes == [Clash("Тема", "", "Итоги", "Мои планы")]


def test_a_wrong_date_beside_somebody_elses_change_stays_as_typed():
    form = PlanForm(posted(token_of(), day="31.02.2026"), initial=SAVED | {"day": date(2026, 11, 2)})
    assert not form.is_valid()
    assert form.clashes == [Clash("День", "12.10.2026", "02.11.2026", "31.02.2026")]
    assert form["day"].value() == "31.02.2026"
