"""Addresses of returns: `monitoring/urls.py` takes them in."""

from django.urls import path

from monitoring.views import return_files, return_lists, returns

urlpatterns = [
    path("returns/", return_lists.returns, name="returns"),
    path("returns/<int:pk>/", returns.page, name="return"),
    path("returns/<int:pk>/save/", returns.save, name="return_save"),
    path("returns/<int:pk>/said/", returns.said, name="return_said"),
    path("returns/<int:pk>/withdraw/", returns.withdraw, name="return_withdraw"),
    path("returns/<int:pk>/form/", return_files.form, name="return_form"),
    path("returns/<int:pk>/upload/", return_files.upload, name="return_upload"),
    path("returns/<int:pk>/file/<slug:fmt>/", return_files.printed, name="return_file"),
    path("returns/values/<int:pk>/<slug:part>/", return_lists.value_records, name="value_records"),
]
