"""A form that never overwrites silently what somebody else saved while it was open."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.core import signing
from django.utils.choices import flatten_choices

SENTENCE = "Пока вы правили, запись изменилась. Сравните оба варианта и сохраните ещё раз."
SALT = "methodservice.lib.stale"
LONGEST_KEY = 19
"""Digits of a number that may be too large for a key."""


@dataclass(frozen=True)
class Clash:
    """A field that differs: as it stood when the form was opened, as it is saved now, as the person typed it."""

    label: str
    before: str
    saved: str
    typed: str


def _raw(value):
    """A value in one plain form, however it came: from the record, from cleaned data, from JSON."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if hasattr(value, "pk"):
        return str(value.pk)
    if isinstance(value, list | tuple | set) or hasattr(value, "iterator"):
        return sorted(_raw(each) for each in value)
    return str(value)


class StaleGuard:
    """Mixin before Form or ModelForm: the state at opening travels in the signed hidden field `loaded`.

    When the record has changed since, the form is invalid, `is_stale` is True, `clashes` tell what differs, and the
    form shown again has the other person's values in the fields that this person left alone. Saving it once more
    is a decision made with open eyes. Answer with status 409 and templates/components/stale.html. The caller locks the
    record (`select_for_update`) before building the form of a POST, so that nothing slips in between. A field whose
    label is clear only beside its neighbours may carry a `full_label` for the comparison.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_stale = False
        self.clashes: list[Clash] = []
        self._saved = {
            name: _raw(self.get_initial_for_field(field, name)) for name, field in self.fields.items()
        }
        self.fields["loaded"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=self._token(), label="Состояние записи"
        )

    def _salt(self) -> str:
        instance = getattr(self, "instance", None)
        return f"{SALT}:{type(self).__name__}:{getattr(instance, 'pk', '')}"

    def _token(self) -> str:
        return signing.dumps(self._saved, salt=self._salt(), compress=True)

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        try:
            loaded = signing.loads(cleaned.pop("loaded", ""), salt=self._salt())
        except signing.BadSignature:
            # a form made by hand, or one older than the portal's key: it cannot say what it was opened with
            loaded = None
        if loaded is None or loaded != self._saved:
            self._refuse(loaded or {}, cleaned)
        return cleaned

    def _refuse(self, loaded: dict, cleaned: dict) -> None:
        self.is_stale = True
        self.data = self.data.copy()
        for name, saved in self._saved.items():
            before = loaded.get(name)
            typed = _raw(cleaned[name]) if name in cleaned else self.data.get(self.add_prefix(name), "")
            if typed == saved or before == saved:
                continue
            field = self.fields[name]
            self.clashes.append(
                Clash(
                    str(getattr(field, "full_label", field.label) or name).capitalize(),
                    "" if before is None else self._words(field, before),
                    self._words(field, saved),
                    self._words(field, typed),
                )
            )
            if typed == before:
                self._put(name, field, saved)
        self.data[self.add_prefix("loaded")] = self._token()
        self.add_error(None, SENTENCE)

    def _put(self, name: str, field, saved) -> None:
        key = self.add_prefix(name)
        if isinstance(field, forms.BooleanField):
            self.data.pop(key, None)
            if saved == "True":
                self.data[key] = "on"
        else:
            self.data.setlist(key, saved if isinstance(saved, list) else [saved])

    @staticmethod
    def _words(field, raw) -> str:
        """A plain value as the person knows it."""
        if isinstance(field, forms.ModelChoiceField):
            keys = [
                key
                for key in (raw if isinstance(raw, list) else [raw])
                if str(key).isdecimal() and len(key) < LONGEST_KEY
            ]
            model = field.queryset.model
            return ", ".join(str(each) for each in model._default_manager.filter(pk__in=keys))
        if isinstance(field, forms.BooleanField):
            return "да" if raw in ("True", "on") else "нет"
        if isinstance(field, forms.DateField) and raw:
            try:
                return date.fromisoformat(raw).strftime("%d.%m.%Y")
            except ValueError:
                return raw
        if isinstance(field, forms.ChoiceField):
            names = dict(flatten_choices(field.choices))
            return ", ".join(str(names.get(key, key)) for key in (raw if isinstance(raw, list) else [raw]))
        return ", ".join(raw) if isinstance(raw, list) else str(raw)
