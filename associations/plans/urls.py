from django.urls import path

from associations.plans.urls_life import urlpatterns as life
from associations.plans.views import editing, plan, register, workflow
from associations.plans.views.lists import urlpatterns as lists

app_name = "plans"

urlpatterns = [
    path("", register.plan_list, name="list"),
    path("<int:pk>/", plan.plan, name="plan"),
    path("<int:pk>/changes/", plan.changes, name="changes"),
    path("<int:pk>/words/", editing.words, name="words"),
    path("<int:pk>/lines/add/", editing.line_add, name="line_add"),
    path("<int:pk>/submit/", workflow.submit, name="submit"),
    path("<int:pk>/withdraw/", workflow.withdraw, name="withdraw"),
    path("<int:pk>/review/", workflow.review, name="review"),
    path("<int:pk>/edition/", workflow.new_edition, name="new_edition"),
    path("<int:pk>/discard/", workflow.discard, name="discard"),
    path("editions/<int:pk>/<slug:fmt>/", plan.file, name="file"),
    path("lines/<int:pk>/edit/", editing.line_edit, name="line_edit"),
    path("lines/<int:pk>/move/", editing.line_move, name="line_move"),
    path("lines/<int:pk>/remove/", editing.line_remove, name="line_remove"),
    *lists,
    *life,
]
