from django.urls import path

from roadmap.views import approving

urlpatterns = [
    path("<int:pk>/approve/", approving.approve, name="approve"),
    path("<int:pk>/approve/annex/", approving.refresh, name="approve_annex"),
    path("<int:pk>/approve/order/", approving.approve_order, name="approve_order"),
    path("<int:pk>/approve/paper/", approving.approve_paper, name="approve_paper"),
]
