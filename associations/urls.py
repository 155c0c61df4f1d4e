from django.urls import path

from associations.views import register

app_name = "associations"

urlpatterns = [path("", register.association_list, name="list")]
