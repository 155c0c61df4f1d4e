from django.urls import path

from development.views import card, deficits, home, records, routes, steps

urlpatterns = [
    path("", home.home, name="home"),
    path("mine/", card.mine, name="mine"),
    path("cards/<int:pk>/", card.card, name="card"),
    path("cards/<int:pk>/add/<slug:kind>/", records.add, name="record_add"),
    path("cards/<int:pk>/routes/add/", routes.add, name="route_add"),
    path("cards/<int:pk>/routes/draft/", routes.draft, name="route_draft"),
    path("records/<slug:kind>/<int:pk>/edit/", records.edit, name="record_edit"),
    path("records/<slug:kind>/<int:pk>/delete/", records.delete, name="record_delete"),
    path("records/<slug:kind>/<int:pk>/accept/", records.accept, name="proposal_accept"),
    path("records/<slug:kind>/<int:pk>/decline/", records.decline, name="proposal_decline"),
    path("diagnoses/<int:pk>/deficits/", deficits.open_by_diagnosis, name="deficits_open"),
    path("deficits/<int:pk>/close/", deficits.close, name="deficit_close"),
    path("deficits/<int:pk>/reopen/", deficits.reopen, name="deficit_reopen"),
    path("routes/<int:pk>/", routes.route, name="route"),
    path("routes/<int:pk>/edit/", routes.edit, name="route_edit"),
    path("routes/<int:pk>/delete/", routes.delete, name="route_delete"),
    path("routes/<int:pk>/approve/", routes.approve, name="route_approve"),
    path("routes/<int:pk>/finish/", routes.finish, name="route_finish"),
    path("routes/<int:pk>/stop/", routes.stop, name="route_stop"),
    path("routes/<int:pk>/take-back/", routes.take_back, name="route_take_back"),
    path("routes/<int:pk>/file/<slug:fmt>/", routes.print_file, name="route_file"),
    path("routes/<int:pk>/steps/add/", steps.add, name="step_add"),
    path("steps/<int:pk>/edit/", steps.edit, name="step_edit"),
    path("steps/<int:pk>/remove/", steps.remove, name="step_remove"),
    path("steps/<int:pk>/move/", steps.move, name="step_move"),
    path("steps/<int:pk>/done/", steps.done, name="step_done"),
    path("steps/<int:pk>/undone/", steps.undone, name="step_undone"),
]
