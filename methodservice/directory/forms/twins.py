"""Two records of one thing are refused, whichever way the second one came: a mistake, or a double click."""

from django.core.exceptions import ValidationError


class NoTwin:
    """Mixin before ModelForm: `twins(cleaned)` gives the records that would be the same, `twin_sentence` says so.

    A constraint over a field that the form does not show (the municipality) is not checked by Django, so this is. The
    record found stays in `duplicate`: a page may lead to it. The caller holds a lock over the check and the save.
    """

    twin_sentence = ""
    duplicate = None

    def clean(self):
        cleaned = super().clean()
        cleaned = self.cleaned_data if cleaned is None else cleaned
        if not self.errors:
            self.duplicate = self.twins(cleaned).exclude(pk=self.instance.pk).first()
        if self.duplicate:
            raise ValidationError(self.twin_sentence, code="twin")
        return cleaned
