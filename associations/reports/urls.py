from django.urls import path

from associations.reports.views import analysis, figure, register, report, review, writing

app_name = "reports"

urlpatterns = [
    path("", register.report_list, name="list"),
    path("analysis/", analysis.analysis, name="analysis"),
    path("analysis/<slug:fmt>/", analysis.analysis_file, name="analysis_file"),
    path("start/<int:pk>/", writing.start, name="start"),
    path("figures/<int:pk>/<int:year>/<slug:key>/", figure.figure, name="figure"),
    path("<int:pk>/", report.report, name="report"),
    path("<int:pk>/texts/", writing.texts, name="texts"),
    path("<int:pk>/submit/", writing.submit, name="submit"),
    path("<int:pk>/withdraw/", writing.withdraw, name="withdraw"),
    path("<int:pk>/review/", review.review, name="review"),
    path("<int:pk>/discard/", writing.discard, name="discard"),
    path("<int:pk>/file/<slug:fmt>/", report.file, name="file"),
]
