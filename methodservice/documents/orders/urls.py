from django.urls import path

from methodservice.documents.orders.views import annexes, deciding, editing, order, people, register

app_name = "orders"

urlpatterns = [
    path("", register.order_list, name="list"),
    path("new/", register.order_new, name="new"),
    path("new/<slug:key>/", register.order_start, name="start"),
    path("<int:pk>/", order.order, name="order"),
    path("<int:pk>/draft/", order.draft, name="draft"),
    path("<int:pk>/read/", order.read, name="read"),
    path("<int:pk>/file/<slug:fmt>/", order.file, name="file"),
    path("<int:pk>/texts/", editing.texts, name="texts"),
    path("<int:pk>/requisites/", editing.requisites, name="requisites"),
    path("<int:pk>/control/", editing.control, name="control"),
    path("<int:pk>/control/text/", editing.control_text, name="control_text"),
    path("<int:pk>/control/confirm/", editing.control_confirm, name="control_confirm"),
    path("<int:pk>/points/add/", editing.point_add, name="point_add"),
    path("points/<int:pk>/text/", editing.point_text, name="point_text"),
    path("points/<int:pk>/executor/", editing.point_executor, name="point_executor"),
    path("points/<int:pk>/confirm/", editing.point_confirm, name="point_confirm"),
    path("points/<int:pk>/move/", editing.point_move, name="point_move"),
    path("points/<int:pk>/remove/", editing.point_remove, name="point_remove"),
    path("<int:pk>/annexes/add/", annexes.annex_add, name="annex_add"),
    path("annexes/<int:pk>/", annexes.annex, name="annex"),
    path("annexes/<int:pk>/file/", annexes.annex_file, name="annex_file"),
    path("annexes/<int:pk>/move/", annexes.annex_move, name="annex_move"),
    path("annexes/<int:pk>/remove/", annexes.annex_remove, name="annex_remove"),
    path("annexes/<int:pk>/tables/<int:number>/", annexes.table, name="table"),
    path("annexes/<int:pk>/tables/<int:number>/rows/<int:place>/", annexes.row, name="row"),
    path(
        "annexes/<int:pk>/tables/<int:number>/rows/<int:place>/change/", annexes.row_change, name="row_change"
    ),
    path("<int:pk>/people/fill/", people.people_fill, name="people_fill"),
    path("<int:pk>/people/<slug:part>/add/", people.person_add, name="person_add"),
    path("people/<int:pk>/remove/", people.person_remove, name="person_remove"),
    path("<int:pk>/submit/", deciding.submit, name="submit"),
    path("<int:pk>/withdraw/", deciding.withdraw, name="withdraw"),
    path("<int:pk>/sign/", deciding.sign, name="sign"),
    path("<int:pk>/discard/", deciding.discard, name="discard"),
    path("<int:pk>/change/", register.order_change, name="change"),
]
