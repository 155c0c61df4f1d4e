from django.urls import path

from mentoring.views import choosing, home, page, printing, programme, register, school_models, steps, young

app_name = "mentoring"

urlpatterns = [
    path("", home.home, name="home"),
    path("candidates/<int:pk>/", choosing.candidates, name="candidates"),
    path("order/", steps.order, name="order"),
    path("pairs/", register.pair_list, name="pairs"),
    path("pairs/add/", choosing.add, name="add"),
    path("pairs/<int:pk>/", page.pair_page, name="pair"),
    path("pairs/<int:pk>/edit/", steps.edit, name="edit"),
    path("pairs/<int:pk>/outsider/", steps.outsider, name="outsider"),
    path("pairs/<int:pk>/consent/<slug:side>/", steps.consent, name="consent"),
    path("pairs/<int:pk>/paper-order/", steps.paper_order, name="paper_order"),
    path("pairs/<int:pk>/start/", steps.start, name="start"),
    path("pairs/<int:pk>/finish/", steps.finish, name="finish"),
    path("pairs/<int:pk>/stop/", steps.stop, name="stop"),
    path("pairs/<int:pk>/cancel/", steps.cancel, name="cancel"),
    path("pairs/<int:pk>/review/", steps.review, name="review"),
    path("pairs/<int:pk>/items/add/", programme.item_add, name="item_add"),
    path("pairs/<int:pk>/items/from-deficits/", programme.items_from_deficits, name="items_from_deficits"),
    path("pairs/<int:pk>/sessions/add/", programme.session_add, name="session_add"),
    path("pairs/<int:pk>/programme/<slug:fmt>/", printing.programme, name="programme_file"),
    path("pairs/<int:pk>/closing/<slug:fmt>/", printing.closing, name="closing_file"),
    path("pairs/<int:pk>/consent/<slug:side>/<slug:fmt>/", printing.consent, name="consent_file"),
    path("consents/<int:pk>/remove/", steps.consent_remove, name="consent_remove"),
    path("items/<int:pk>/edit/", programme.item_edit, name="item_edit"),
    path("items/<int:pk>/done/", programme.item_mark, name="item_mark"),
    path("items/<int:pk>/not-done/", programme.item_unmark, name="item_unmark"),
    path("items/<int:pk>/remove/", programme.item_remove, name="item_remove"),
    path("sessions/<int:pk>/remove/", programme.session_remove, name="session_remove"),
    path("checkups/<int:pk>/", programme.checkup, name="checkup"),
    path("young/", young.young_list, name="young"),
    path("models/", school_models.model_list, name="models"),
    path("models/add/<int:pk>/", school_models.model_add, name="model_add"),
    path("models/<int:pk>/edit/", school_models.model_edit, name="model_edit"),
]
