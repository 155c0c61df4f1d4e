"""Saving as one types: the newest text wins only over what its writer has read. Nothing is overwritten silently."""

from django.core.cache import cache
from django.http import JsonResponse
from django.shortcuts import render

from methodservice.directory.models import AuditEvent
from methodservice.lib.refusals import Stale
from methodservice.lib.typed import TypedForm, fingerprint

DAY = 24 * 3600


def is_autosave(request) -> bool:
    """The form was sent by static/js/autosave.js, which understands JSON."""
    return request.headers.get("X-Autosave") == "1"


def _key(row) -> str:
    return f"typed:{row._meta.label_lower}:{row.pk}"


def remember_writer(row, writer: str) -> None:
    """Which opened page wrote the row's present version: its own answer may have been lost on the way."""
    if writer:
        cache.set(_key(row), (row.version, writer), DAY)


def was_written_by(row, writer: str) -> bool:
    """Whether the row's present version came from this opened page, whose answer may have been lost on the way."""
    return bool(writer) and cache.get(_key(row)) == (row.version, writer)


def save_typed(row, form: TypedForm, save):
    """`save(version=…, **values)` of a valid form over `row`. Returns the row as saved.

    A newer version is no conflict when the texts are equal already, when these very fields have not changed since
    they were read (somebody voted meanwhile), or when the newer text came from the same opened page, whose answer was
    lost with the connection. Otherwise raises Stale.
    """
    values, data = form.values(), form.cleaned_data
    try:
        saved = save(version=data["version"] or 0, **values)
    except Stale as stale:
        current = stale.current
        if all((getattr(current, name) or "") == (value or "") for name, value in values.items()):
            return current
        unchanged = bool(data["base"]) and fingerprint(current, form.typed) == data["base"]
        if not unchanged and not was_written_by(current, data["writer"]):
            raise
        saved = save(version=current.version, **values)
    remember_writer(saved, data["writer"])
    return saved


def saved_json(row, form: TypedForm, **more) -> JsonResponse:
    """What the page must know to go on typing."""
    return JsonResponse({"version": row.version, "base": fingerprint(row, form.typed), **more})


def refused_json(form=None, sentence: str = "") -> JsonResponse:
    errors = dict(form.errors.items()) if form is not None else {"__all__": [sentence]}
    return JsonResponse({"errors": errors}, status=422)


def _in_words(form, name, value) -> str:
    if value is None or value == "":
        return ""
    choices = dict(getattr(form.fields[name], "choices", ()))
    if value in choices:
        return str(choices[value])
    return value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else str(value)


def conflict_response(request, form: TypedForm, stale: Stale, *, title: str, crumbs, back_url: str):
    """409: both texts side by side, as a page or, for saving as one types, as a fragment."""
    current = stale.current
    rows = [
        (
            form.fields[name].label,
            _in_words(form, name, getattr(current, name)),
            _in_words(form, name, form.cleaned_data[name]),
        )
        for name in form.typed
        if (getattr(current, name) or "") != (form.cleaned_data[name] or "")
    ]
    last = AuditEvent.objects.about(current).select_related("actor").order_by("-at", "-pk").first()
    context = {
        "rows": rows,
        "saved_by": str(last.actor) if last and last.actor else "",
        "back_url": back_url,
        "title": title,
        "crumbs": crumbs,
    }
    template = "components/conflict.html" if is_autosave(request) else "409.html"
    return render(request, template, context, status=409)
