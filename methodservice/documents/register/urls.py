from django.urls import path

from methodservice.documents.register.urls_style import patterns as style
from methodservice.documents.register.views import entries, masks, register

app_name = "register"

urlpatterns = [
    path("", register.entry_list, name="list"),
    path("add/", entries.add, name="add"),
    path("<int:pk>/", register.entry, name="entry"),
    path("<int:pk>/edit/", entries.edit, name="edit"),
    path("<int:pk>/annul/", entries.annul, name="annul"),
    path("<int:pk>/pdf/", register.pdf, name="pdf"),
    path("numbering/", masks.numbering, name="numbering"),
    path("numbering/<slug:kind>/add/", masks.add, name="mask_add"),
    path("numbering/<int:pk>/edit/", masks.edit, name="mask_edit"),
    *style,
]
