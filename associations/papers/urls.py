from django.urls import path

from associations.papers.views import kinds, papers, register

app_name = "papers"

urlpatterns = [
    path("", register.folder_list, name="list"),
    path("<int:pk>/", papers.folder, name="folder"),
    path("<int:pk>/<int:kind>/add/", papers.add, name="add"),
    path("papers/<int:pk>/edit/", papers.edit, name="edit"),
    path("papers/<int:pk>/remove/", papers.remove, name="remove"),
    path("kinds/", kinds.kind_list, name="kind_list"),
    path("kinds/add/", kinds.kind_add, name="kind_add"),
    path("kinds/usual/", kinds.kind_usual, name="kind_usual"),
    path("kinds/<int:pk>/edit/", kinds.kind_edit, name="kind_edit"),
    path("kinds/<int:pk>/move/", kinds.kind_move, name="kind_move"),
    path("kinds/<int:pk>/retire/", kinds.kind_retire, name="kind_retire"),
]
