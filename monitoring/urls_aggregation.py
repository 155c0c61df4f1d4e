from django.urls import path

from monitoring.views import aggregation

urlpatterns = [path("campaigns/<int:pk>/recount/", aggregation.recount, name="recount")]
