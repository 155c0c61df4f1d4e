from django.urls import path

from methodservice.directory.views import schools

app_name = "directory"

urlpatterns = [path("schools/", schools.school_list, name="school_list")]
