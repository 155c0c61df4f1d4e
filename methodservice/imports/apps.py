from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "methodservice.imports"
    label = "imports"
    verbose_name = "Загрузка списков"

    def ready(self):
        from methodservice.imports import tasks

        tasks.register()
