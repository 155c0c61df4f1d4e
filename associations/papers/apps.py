from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "associations.papers"
    verbose_name = "Папки документов"

    def ready(self):
        from associations.papers import offers

        offers.register()
