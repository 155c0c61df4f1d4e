from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "methodservice.documents"
    label = "documents"
    verbose_name = "Документы"

    def ready(self):
        from methodservice import registries
        from methodservice.documents import checks, rendering  # noqa: F401 — checks registers the system check
        from methodservice.documents.register import offers

        registries.job_kinds[rendering.KIND] = rendering.lay_out
        offers.register()
