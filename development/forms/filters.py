"""What the filters of the district's lists share."""

from urllib.parse import urlencode

from django import forms

from development.district.people import people_of, schools_of
from methodservice.directory.models import School
from methodservice.lib.search import names_contain

ANY = "Все"
LONGEST = 200


def searched(**options) -> forms.CharField:
    return forms.CharField(required=False, max_length=LONGEST, **options)


def chosen(queryset, **options) -> forms.ModelChoiceField:
    """One of many records, looked for by typing."""
    widget = forms.Select(attrs={"data-search": True})
    return forms.ModelChoiceField(queryset, required=False, empty_label=ANY, widget=widget, **options)


class OfSchools(forms.Form):
    """A coordinator has the own school: only the staff of the district chooses one."""

    school = chosen(School.objects.none(), label="Организация")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if user.access.is_district_staff:
            self.fields["school"].queryset = schools_of(user)
        else:
            del self.fields["school"]

    def asked(self, name: str):
        """The value of a field; nothing where it was filled wrongly, which the field says."""
        self.is_valid()
        return self.cleaned_data.get(name)

    def address(self, **changes) -> str:
        """The query of an address that asks for the same but for the changes; what was filled wrongly is left out."""
        self.is_valid()
        asked = {name: self.data.get(name) for name in self.cleaned_data}
        return urlencode({name: value for name, value in (asked | changes).items() if value})


class PeopleFilter(OfSchools):
    """Whom a list shows."""

    field_order = ("q", "school")

    q = searched(label="Имя или должность")

    def people(self):
        """`people_of` the user who fit."""
        rows = people_of(self.user)
        if text := self.asked("q"):
            rows = rows.filter(names_contain(text, "surname", "given_name", "patronymic", "position"))
        return rows.filter(school=school) if (school := self.asked("school")) else rows
