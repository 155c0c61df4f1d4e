from django.contrib import admin

from methodservice.directory.admin_base import JournaledAdmin, KeptAdmin, ReadOnlyAdmin
from methodservice.directory.models import (
    AuditEvent,
    Municipality,
    MunicipalityRules,
    Role,
    School,
    Signatory,
    Subject,
    Teacher,
    User,
)


@admin.register(Municipality)
class MunicipalityAdmin(KeptAdmin):
    list_display = ["name", "authority", "service_short"]
    search_fields = ["name"]


@admin.register(MunicipalityRules)
class MunicipalityRulesAdmin(KeptAdmin):
    list_display = ["municipality", "meetings_minimum", "meetings_period"]
    list_select_related = ["municipality"]

    def has_add_permission(self, request):
        return False

    def get_readonly_fields(self, request, obj=None):
        return ["municipality"]


@admin.register(School)
class SchoolAdmin(KeptAdmin):
    list_display = ["short_name", "kind", "municipality", "closed_on"]
    list_filter = ["municipality", "kind"]
    list_select_related = ["municipality"]
    search_fields = ["short_name", "full_name"]


@admin.register(Subject)
class SubjectAdmin(KeptAdmin):
    list_display = ["name", "teachers_of", "municipality"]
    list_filter = ["municipality"]
    list_select_related = ["municipality"]
    search_fields = ["name"]


@admin.register(Signatory)
class SignatoryAdmin(JournaledAdmin):
    list_display = ["surname", "given_name", "position", "municipality", "starts", "ends"]
    list_filter = ["municipality"]
    list_select_related = ["municipality"]


@admin.register(Teacher)
class TeacherAdmin(KeptAdmin):
    list_display = ["full_name", "position", "school", "left_on"]
    list_filter = ["school__municipality"]
    list_select_related = ["school"]
    search_fields = ["surname", "given_name", "patronymic"]
    autocomplete_fields = ["school", "subjects"]

    def get_readonly_fields(self, request, obj=None):
        """People move and leave on the portal's own pages, which remember former posts."""
        return ["school", "hired_on", "left_on"] if obj else []


@admin.register(User)
class UserAdmin(KeptAdmin):
    """Accounts are made on the portal's own pages, where the password is shown once."""

    list_display = ["username", "full_name", "municipality", "is_active", "last_login"]
    list_filter = ["is_active", "municipality"]
    list_select_related = ["municipality"]
    search_fields = ["username", "full_name", "email"]
    fields = ["username", "full_name", "email", "municipality", "teacher", "is_active", "last_login"]
    readonly_fields = ["last_login"]
    autocomplete_fields = ["teacher"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        """Nobody changes the own account here either."""
        return obj is None or obj.pk != request.user.pk


@admin.register(Role)
class RoleAdmin(ReadOnlyAdmin):
    """Roles are given and ended on the page of the account."""

    list_display = ["user", "kind", "school", "starts", "ends"]
    list_filter = ["kind", "user__municipality"]
    list_select_related = ["user", "school"]
    search_fields = ["user__username", "user__full_name"]


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "verb", "record_label", "note"]
    list_filter = ["verb", "municipality"]
    list_select_related = ["actor"]
    search_fields = ["record_label", "note"]
    date_hierarchy = "at"
