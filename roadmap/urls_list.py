from django.urls import path

from roadmap.views import list as register

urlpatterns = [path("", register.programme_list, name="list")]
