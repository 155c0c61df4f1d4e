"""Forms that save as one types (static/js/autosave.js): they carry what was read."""

import hashlib

from django import forms


def fingerprint(row, names) -> str:
    """Of the texts of a row as they stand: tells whether *these* fields changed, whatever else of the row did."""
    texts = "\0".join(str(getattr(row, name) or "") for name in names)
    return hashlib.sha256(texts.encode()).hexdigest()[:16]


class TypedForm(forms.Form):
    """Saved as one types: `version` and `base` tell what was read, `writer` which opened page is writing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    writer = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    typed: tuple[str, ...] = ()
    """Names of the fields that are written into the row, as the row's attributes."""

    @classmethod
    def of(cls, row, writer, **options):
        """The form filled from the row; names of its fields on the page start with the row's kind and key."""
        initial = {name: getattr(row, name) for name in cls.typed}
        initial |= {"version": row.version, "base": fingerprint(row, cls.typed), "writer": writer}
        return cls(initial=initial, auto_id=f"{row._meta.model_name}-{row.pk}-%s", **options)

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in self.typed}
