from django.contrib import admin

from methodservice.directory.admin_base import ReadOnlyAdmin
from methodservice.documents.models import FrozenDocument


@admin.register(FrozenDocument)
class FrozenDocumentAdmin(ReadOnlyAdmin):
    """Signed for ever: the database refuses a change as well."""

    list_display = ["title", "number", "date", "edition", "municipality", "signed_at"]
    list_filter = ["kind", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["title", "number", "check_code"]
    exclude = ["snapshot"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("pdf", "snapshot")
