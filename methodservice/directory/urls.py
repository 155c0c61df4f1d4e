from django.urls import path

from methodservice.directory.views import index, municipality, rules, schools, subjects, teachers

app_name = "directory"

urlpatterns = [
    path("", index.index, name="index"),
    path("municipalities/", municipality.municipality_list, name="municipality_list"),
    path("municipalities/add/", municipality.municipality_add, name="municipality_add"),
    path("municipalities/<int:pk>/", municipality.municipality_card, name="municipality"),
    path("municipalities/<int:pk>/edit/", municipality.municipality_edit, name="municipality_edit"),
    path("municipalities/<int:pk>/enter/", municipality.municipality_enter, name="municipality_enter"),
    path("municipalities/<int:pk>/signatories/add/", municipality.signatory_add, name="signatory_add"),
    path("signatories/<int:pk>/edit/", municipality.signatory_edit, name="signatory_edit"),
    path("signatories/<int:pk>/end/", municipality.signatory_end, name="signatory_end"),
    path("municipalities/<int:pk>/rules/", rules.rules, name="rules"),
    path("municipalities/<int:pk>/rules/edit/", rules.rules_edit, name="rules_edit"),
    path("municipalities/<int:pk>/rules/preview/", rules.rules_preview, name="rules_preview"),
    path("schools/", schools.school_list, name="school_list"),
    path("schools/add/", schools.school_add, name="school_add"),
    path("schools/<int:pk>/", schools.school_card, name="school"),
    path("schools/<int:pk>/edit/", schools.school_edit, name="school_edit"),
    path("schools/<int:pk>/close/", schools.school_close, name="school_close"),
    path("schools/<int:pk>/reopen/", schools.school_reopen, name="school_reopen"),
    path("subjects/", subjects.subject_list, name="subject_list"),
    path("subjects/add/", subjects.subject_add, name="subject_add"),
    path("subjects/<int:pk>/edit/", subjects.subject_edit, name="subject_edit"),
    path("subjects/<int:pk>/delete/", subjects.subject_delete, name="subject_delete"),
    path("teachers/", teachers.teacher_list, name="teacher_list"),
    path("teachers/add/", teachers.teacher_add, name="teacher_add"),
    path("teachers/<int:pk>/", teachers.teacher_card, name="teacher"),
    path("teachers/<int:pk>/edit/", teachers.teacher_edit, name="teacher_edit"),
    path("teachers/<int:pk>/leave/", teachers.teacher_leave, name="teacher_leave"),
    path("teachers/<int:pk>/return/", teachers.teacher_return, name="teacher_return"),
    path("teachers/<int:pk>/move/", teachers.teacher_move, name="teacher_move"),
    path("teachers/<int:pk>/names/", teachers.teacher_names, name="teacher_names"),
]
