from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "methodservice.documents"
    label = "documents"
    verbose_name = "Документы"

    def ready(self):
        from methodservice.documents import checks  # noqa: F401 — registers the system check
