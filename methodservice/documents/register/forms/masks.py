"""How documents of a kind are numbered from a year on."""

from django import forms
from django.utils import timezone

from methodservice.directory.forms.twins import NoTwin
from methodservice.documents.models import NumberMask
from methodservice.documents.register.masks import Mask, WrongMask
from methodservice.documents.register.numbering import years_numbered
from methodservice.lib.forms import PageForm
from methodservice.lib.stale import StaleGuard

FIRST_YEAR, YEARS_AHEAD = 2000, 5
MOST = 99999
PAST = "В {year} году номера уже выданы. Новая нумерация может начаться с {next_year} года."
KEPT = "Номера уже выданы: изменить это нельзя."
ONLY_GAPLESS = "Номера уже выданы. Чтобы изменить вид номера, задайте новую нумерацию со следующего года."


class NewMaskForm(NoTwin, PageForm, forms.ModelForm):
    """`instance` has its municipality and kind; the caller locks against a double click."""

    submit = "Задать нумерацию"
    twin_sentence = NumberMask._meta.constraints[0].violation_error_message
    year = forms.IntegerField(label="С какого года", min_value=FIRST_YEAR)
    first = forms.IntegerField(
        label="Первый номер года", min_value=1, max_value=MOST,
        help_text="Больше единицы, если часть номеров этого года уже выдана. В следующие годы счёт начнётся с 1.",
    )  # fmt: skip

    class Meta:
        model = NumberMask
        fields = ["year", "mask", "gapless", "first"]
        labels = {"gapless": "Без пропусков: номер, введённый вручную, не может обогнать следующий"}
        help_texts = {
            "mask": "{n} — порядковый номер, {year} — год, {yy} — две его последние цифры. "
            "Например: {n}, {n}-ОД, 01-12/{n}"
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.this_year = timezone.localdate().year
        self.fields["year"].max_value = self.this_year + YEARS_AHEAD
        self.fields["year"].widget.attrs["max"] = self.this_year + YEARS_AHEAD

    def twins(self, cleaned):
        return NumberMask.objects.filter(
            municipality=self.instance.municipality, kind=self.instance.kind, year=cleaned["year"]
        )

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year > self.this_year + YEARS_AHEAD:
            raise forms.ValidationError(f"Не позже {self.this_year + YEARS_AHEAD} года.")
        return year

    def clean_mask(self):
        try:
            return Mask.read(self.cleaned_data["mask"]).text
        except WrongMask as wrong:
            raise forms.ValidationError(str(wrong)) from wrong

    def clean(self):
        cleaned = super().clean()
        if "year" in cleaned:
            self._refuse_numbered(cleaned)
        return cleaned

    def numbered(self, since: int) -> list[int]:
        """Years with numbers that the mask would hold for."""
        mask = self.instance
        return years_numbered(mask.municipality, mask.kind, since=since, but=mask)

    def _refuse_numbered(self, cleaned) -> None:
        numbered = self.numbered(cleaned["year"])
        past = [year for year in numbered if year < self.this_year]
        if past:
            self.add_error("year", PAST.format(year=past[-1], next_year=past[-1] + 1))
        elif numbered and numbered[0] == cleaned["year"] and cleaned.get("first", 1) != 1:
            self.add_error("first", KEPT)


class MaskForm(StaleGuard, NewMaskForm):
    """What is used is kept: the year and its first number once there are numbers, the look once that year is over."""

    submit = "Сохранить"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        used = self.numbered(self.instance.year)
        kept = []
        if self.instance.year in used:
            kept = ["year", "first"]
        if any(year < self.this_year for year in used):
            kept = ["year", "mask", "first"]
            self.fields["mask"].help_text = ONLY_GAPLESS
        for name in kept:
            self.fields[name].disabled = True
        self.is_used = bool(kept)

    def _refuse_numbered(self, cleaned) -> None:
        if not self.is_used:
            super()._refuse_numbered(cleaned)
