"""Pages of «Оформление документов», a part of register/urls.py."""

from django.urls import path

from methodservice.documents.register.views import style

patterns = [
    path("style/", style.style, name="style"),
    path("style/preview/", style.style_preview, name="style_preview"),
    path("style/sample/<str:fmt>/", style.style_sample, name="style_sample"),
]
