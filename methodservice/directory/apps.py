from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "methodservice.directory"
    label = "directory"
    verbose_name = "Справочники"
