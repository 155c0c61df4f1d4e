from django.apps import AppConfig


class RoadmapConfig(AppConfig):
    name = "roadmap"
    verbose_name = "Дорожные карты и программы"

    def ready(self):
        from roadmap import offers

        offers.register()
