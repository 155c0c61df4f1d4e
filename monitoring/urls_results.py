from django.urls import path

from monitoring.views import home, results

urlpatterns = [
    path("", home.home, name="home"),
    path("indicator/<int:pk>/", results.indicator, name="indicator"),
    path("school/<int:pk>/", results.school, name="school"),
    path("heat/", results.heat, name="heat"),
    path("results/<int:pk>/<str:fmt>/", results.results_file, name="results_file"),
]
