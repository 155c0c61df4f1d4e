"""Django's administration for portal administrators: who may enter, and models whose every edit is journaled."""

from functools import wraps

from allauth.account.views import logout
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from methodservice.directory import audit


class AdministrationSite(admin.AdminSite):
    """Opens for those with the role of portal administrator today; the flags is_staff and is_superuser mean nothing.

    Login, logout and change of password are the portal's own pages.
    """

    site_header = site_title = "Методслужба: администрирование"
    index_title = "Данные портала"

    def has_permission(self, request):
        return request.user.is_authenticated and request.user.access.is_portal_admin

    def admin_view(self, view, cacheable=False):
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request, *args, **kwargs):
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            return inner(request, *args, **kwargs)

        return guarded

    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}".rstrip("?"))

    def logout(self, request, extra_context=None):
        return logout(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


class JournaledAdmin(admin.ModelAdmin):
    """The site's check is the whole right; each write leaves the same row in the journal as the pages do."""

    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    def has_module_permission(self, request):
        return True

    def has_view_permission(self, request, obj=None):
        return True

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission

    def save_model(self, request, obj, form, change):
        """Django runs a page of the administration in one transaction."""
        before = audit.state_of(type(obj)._base_manager.get(pk=obj.pk)) if change else None
        super().save_model(request, obj, form, change)
        if change:
            audit.record_change(by=request.user, obj=obj, before=before, note="администрирование")
        else:
            audit.record(audit.Verb.CREATED, by=request.user, obj=obj, note="администрирование")

    def delete_model(self, request, obj):
        audit.record(audit.Verb.DELETED, by=request.user, obj=obj, note="администрирование")
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)


class KeptAdmin(JournaledAdmin):
    """Rows that other records lean on: edited, never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(KeptAdmin):
    """Looked at, never written."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
