from django.apps import AppConfig
from django.contrib.admin import apps as admin


class DirectoryConfig(AppConfig):
    default = True
    name = "methodservice.directory"
    label = "directory"
    verbose_name = "Справочники"

    def ready(self):
        from methodservice.directory import lists, offers, signals  # noqa: F401 — signals connects the receivers

        offers.register()
        lists.register()


class AdministrationConfig(admin.AdminConfig):
    default = False
    default_site = "methodservice.directory.admin_base.AdministrationSite"
