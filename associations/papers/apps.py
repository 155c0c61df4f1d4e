from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "associations.papers"
    verbose_name = "Папки документов"
