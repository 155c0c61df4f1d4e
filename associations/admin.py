from django.contrib import admin

from associations.models import Protocol
from methodservice.directory.admin_base import ReadOnlyAdmin


@admin.register(Protocol)
class ProtocolAdmin(ReadOnlyAdmin):
    """Signed for ever: the database refuses a change as well."""

    list_display = ["number", "edition", "school_year", "association"]
    list_select_related = ["association__municipality", "association__school"]
    raw_id_fields = ["meeting", "association", "document"]
