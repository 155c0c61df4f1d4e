from django.urls import path

from methodservice.personal.views import anonymising, consents, data, log, people

app_name = "personal"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/consents/add/", consents.add, name="consent_add"),
    path("consents/<int:pk>/edit/", consents.edit, name="consent_edit"),
    path("consents/<int:pk>/revoke/", consents.revoke, name="consent_revoke"),
    path("people/<int:pk>/blank/<str:kind>/<str:fmt>/", consents.blank, name="consent_blank"),
    path("people/<int:pk>/log/", log.log, name="log"),
    path("people/<int:pk>/data/<str:fmt>/", data.data, name="data"),
    path("people/<int:pk>/anonymise/", anonymising.anonymise, name="anonymise"),
    path("acts/<int:pk>/<str:fmt>/", anonymising.act, name="act"),
]
