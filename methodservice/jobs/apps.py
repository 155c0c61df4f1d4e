from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "methodservice.jobs"
    label = "jobs"
    verbose_name = "Фоновые задания"
