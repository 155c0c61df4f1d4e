from django.urls import path

from roadmap.views import reading

urlpatterns = [
    path("upload/", reading.upload, name="upload"),
    path("readings/<int:pk>/", reading.reading, name="reading"),
    path("readings/<int:pk>/rows/<int:place>/", reading.row, name="reading_row"),
    path("readings/<int:pk>/discard/", reading.discard, name="reading_discard"),
]
