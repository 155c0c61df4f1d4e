"""The life of items: pages, marks, times, what closes them."""

from django.urls import path

from roadmap.views import dating, item, marking

urlpatterns = [
    path("mine/", item.mine, name="mine"),
    path("items/<int:pk>/", item.item, name="item"),
    path("items/<int:pk>/fact/", marking.fact_add, name="fact_add"),
    path("items/<int:pk>/schedule/", dating.schedule, name="schedule"),
    path("items/<int:pk>/watch/", dating.watch, name="watch"),
    path("watches/<int:pk>/remove/", dating.unwatch, name="unwatch"),
    path("occurrences/<int:pk>/mark/", marking.mark, name="mark"),
    path("occurrences/<int:pk>/start/", marking.start, name="occurrence_start"),
    path("occurrences/<int:pk>/cancel/", marking.cancel, name="occurrence_cancel"),
    path("occurrences/<int:pk>/restore/", marking.restore, name="occurrence_restore"),
    path("marks/<int:pk>/change/", marking.mark_change, name="mark_change"),
    path("marks/<int:pk>/take-back/", marking.mark_take_back, name="mark_take_back"),
]
