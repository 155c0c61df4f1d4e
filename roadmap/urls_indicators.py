from django.urls import path

from roadmap.views import indicators

urlpatterns = [
    path("<int:pk>/indicators/", indicators.link, name="indicators_link"),
    path("indicators/<int:pk>/remove/", indicators.unlink, name="indicators_unlink"),
    path("editions/<int:pk>/indicators/", indicators.begin, name="indicators_begin"),
]
