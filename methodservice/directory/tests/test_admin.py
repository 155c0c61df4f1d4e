"""Django's administration: journaled, and powerless over what is signed."""

import pytest
from django.contrib import admin
from django.urls import reverse
from playwright.sync_api import expect

from methodservice.directory.models import AuditEvent, Municipality, User
from methodservice.testing.browser import click_through, login_as
from methodservice.testing.factories import MunicipalityFactory

LOCKED = {"directory.auditevent", "directory.role", "documents.frozendocument", "associations.protocol"}


def actions_of(site_admin, request):
    checks = {
        "add": site_admin.has_add_permission(request),
        "change": site_admin.has_change_permission(request),
        "delete": site_admin.has_delete_permission(request),
    }
    return {name for name, allowed in checks.items() if allowed}


def test_signed_and_journaled_records_are_only_looked_at(rf, world):
    request = rf.get("/")
    request.user = world.users["admin"]
    rights = {
        model._meta.label_lower: actions_of(site_admin, request)
        for model, site_admin in admin.site._registry.items()
        if model._meta.app_label in ("directory", "documents", "associations")
    }
    assert {label for label, allowed in rights.items() if not allowed} == LOCKED
    assert {label for label, allowed in rights.items() if "delete" in allowed} == {"directory.signatory"}


def test_every_list_opens_and_forms_of_locked_records_refuse_a_post(world, visit):
    client = visit(world.users["admin"])
    for model, site_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        if model._meta.app_label not in ("directory", "documents", "associations"):
            continue
        assert client.get(reverse(f"{name}_changelist")).status_code == 200, name
        add = client.post(reverse(f"{name}_add"))
        assert add.status_code == (200 if site_admin.has_add_permission(add.wsgi_request) else 403), name


def test_an_edit_is_journaled_from_and_to(world, visit):
    client = visit(world.users["admin"])
    district = world.municipality
    page = client.get(reverse("admin:directory_municipality_change", args=[district.pk]))
    form = page.context["adminform"].form
    response = client.post(page.wsgi_request.path, form.initial | {"place": "г. Новый"})
    assert response.status_code == 302
    event = AuditEvent.objects.get(record_type="directory.municipality")
    assert (event.verb, event.actor, event.record_id, event.changes, event.note) == (
        "changed",
        world.users["admin"],
        district.pk,
        {"место составления документов": ["с. Озёрное", "г. Новый"]},
        "администрирование",
    )


def test_nobody_edits_the_own_account_in_the_administration(world, visit):
    me = world.users["admin"]
    client = visit(me)
    url = reverse("admin:directory_user_change", args=[me.pk])
    assert client.post(url, {"username": "x", "full_name": "y", "is_active": "on"}).status_code == 403
    assert User.objects.get(pk=me.pk).username == me.username


def test_login_and_logout_are_the_portal_s_own(client, world, visit):
    response = client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0] == f"{reverse('account_login')}?next=%2Fadmin%2F"
    inside = visit(world.users["admin"])
    assert inside.post(reverse("admin:logout")).url == reverse("account_login")
    assert inside.get(reverse("admin:index")).status_code == 302
    assert inside.get(reverse("admin:password_change")).status_code == 302


@pytest.mark.browser
def test_administration_works_under_the_policy(page, world):
    login_as(page, world.users["admin"])
    page.goto(reverse("admin:index"))
    key = world.records["teacher"]["own_school"]
    page.goto(reverse("admin:directory_teacher_change", args=[key]))
    page.locator(".datetimeshortcuts a").first.click()
    expect(page.locator("#id_born_on")).not_to_have_value("")
    page.locator(".field-subjects .select2-selection").click()
    page.locator(".field-subjects .select2-search__field").fill("математика")
    page.locator(".select2-results__option[data-select2-id]").first.click()
    click_through(page.locator("input[name=_save]"))
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert AuditEvent.objects.filter(record_type="directory.teacher", record_id=key).count() == 1


def test_a_new_municipality_is_journaled(world, visit):
    client = visit(world.users["admin"])
    form = {
        field.name: getattr(MunicipalityFactory.build(rules=None), field.name)
        for field in Municipality._meta.concrete_fields
        if not field.primary_key
    }
    assert client.post(reverse("admin:directory_municipality_add"), form).status_code == 302
    made = Municipality.objects.get(name=form["name"])
    event = AuditEvent.objects.get(record_type="directory.municipality")
    assert (event.verb, event.record_id) == ("created", made.pk)
