from django.urls import path

from monitoring.views.cycle import board, note, printing, recommendation, recommending, starting, thread

urlpatterns = [
    path("cycles/", board.cycles, name="cycles"),
    path("cycles/add/", starting.cycle_add, name="cycle_add"),
    path("cycles/<int:pk>/", thread.cycle, name="cycle"),
    path("cycles/<int:pk>/edit/", thread.edit, name="cycle_edit"),
    path("cycles/<int:pk>/delete/", thread.delete, name="cycle_delete"),
    path("cycles/<int:pk>/rely/", thread.rely, name="cycle_rely"),
    path("cycles/<int:pk>/send/", thread.send, name="cycle_send"),
    path("cycles/<int:pk>/measure/", thread.measure_add, name="cycle_measure_add"),
    path("cycles/<int:pk>/compare/", thread.compare, name="cycle_compare"),
    path("cycles/<int:pk>/conclude/", thread.conclude, name="cycle_conclude"),
    path("cycles/<int:pk>/effect/<slug:fmt>/", printing.effect_file, name="cycle_effect_file"),
    path("cycles/<int:pk>/advice/<slug:fmt>/", printing.advice_file, name="cycle_advice_file"),
    path("cycles/<int:pk>/recommend/", recommending.recommendation_add, name="recommendation_add"),
    path("cycles/measures/<int:pk>/remove/", thread.measure_remove, name="cycle_measure_remove"),
    path("cycles/notes/add/<int:pk>/", note.note_add, name="note_add"),
    path("cycles/notes/<int:pk>/", note.note, name="note"),
    path("cycles/notes/<int:pk>/save/", note.note_save, name="note_save"),
    path("cycles/notes/<int:pk>/checked/", note.note_checked, name="note_checked"),
    path("cycles/notes/<int:pk>/sign/", note.note_sign, name="note_sign"),
    path("cycles/notes/<int:pk>/delete/", note.note_delete, name="note_delete"),
    path("cycles/notes/<int:pk>/file/<slug:fmt>/", printing.note_file, name="note_file"),
    path("recommendations/", recommending.recommendations, name="recommendations"),
    path("recommendations/<int:pk>/", recommendation.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/edit/", recommendation.edit, name="recommendation_edit"),
    path("recommendations/<int:pk>/remove/", recommendation.remove, name="recommendation_remove"),
    path(
        "recommendations/<int:pk>/acknowledge/", recommendation.acknowledge, name="recommendation_acknowledge"
    ),
    path("recommendations/<int:pk>/answer/", recommendation.answer, name="recommendation_answer"),
    path("recommendations/<int:pk>/accept/", recommendation.accept, name="recommendation_accept"),
    path("recommendations/<int:pk>/send-back/", recommendation.send_back, name="recommendation_send_back"),
    path(
        "recommendations/<int:pk>/file/<slug:fmt>/", printing.recommendation_file, name="recommendation_file"
    ),
]
