from django.urls import path

from development.surveys.views import (
    editing,
    links,
    page,
    public,
    questions,
    recipients,
    register,
    results,
)

app_name = "surveys"

urlpatterns = [
    path("", register.survey_list, name="list"),
    path("add/", editing.add, name="add"),
    path("a/<str:token>/", public.answer, name="answer"),
    path("<int:pk>/", page.detail, name="detail"),
    path("<int:pk>/preview/", page.preview, name="preview"),
    path("<int:pk>/edit/", editing.edit, name="edit"),
    path("<int:pk>/open/", editing.open_, name="open"),
    path("<int:pk>/take-back/", editing.take_back, name="take_back"),
    path("<int:pk>/close/", editing.close, name="close"),
    path("<int:pk>/delete/", editing.delete, name="delete"),
    path("<int:pk>/questions/add/", questions.add, name="question_add"),
    path("questions/<int:pk>/edit/", questions.edit, name="question_edit"),
    path("questions/<int:pk>/move/", questions.move, name="question_move"),
    path("questions/<int:pk>/remove/", questions.remove, name="question_remove"),
    path("<int:pk>/recipients/", recipients.recipients, name="recipients"),
    path("<int:pk>/recipients/clear/", recipients.clear, name="recipients_clear"),
    path("invitations/<int:pk>/remove/", recipients.remove, name="recipient_remove"),
    path("<int:pk>/links/", links.links, name="links"),
    path("<int:pk>/links/send/", links.send, name="send"),
    path("<int:pk>/links/<slug:fmt>/", links.slips, name="slips"),
    path("<int:pk>/results/", results.results, name="results"),
    path("<int:pk>/results/<slug:fmt>/", results.report, name="report"),
    path("<int:pk>/answers/", results.answers, name="answers"),
]
