from django.urls import path

from roadmap.views import programme

urlpatterns = [path("<int:pk>/", programme.programme, name="programme")]
