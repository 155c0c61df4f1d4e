from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "methodservice.documents"
    label = "documents"
    verbose_name = "Документы"
