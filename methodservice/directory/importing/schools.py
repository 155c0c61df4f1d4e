"""How a school is found by what people call it."""

import re
from collections import defaultdict

from methodservice.directory.models import School
from methodservice.lib.officefiles import normal

LEGAL_FORM = re.compile(r"(?:[мг][абк]?(?:д?оу|удо|удод|у|оо)|одо|до|муниципальн\w+|бюджетн\w+|автономн\w+"
                        r"|казенн\w+|общеобразовательн\w+|дошкольн\w+|образовательн\w+|учреждение"
                        r"|организация|дополнительного|образования) ")  # fmt: skip


def bare_name(name: str) -> str:
    """The name of an organisation without its legal form: «МБОУ СОШ № 4» → «сош 4»."""
    text = normal(name)
    while found := LEGAL_FORM.match(text):
        text = text[found.end() :]
    return text


class SchoolFinder:
    """Finds a school of the scope by any of its names, exactly or without the legal form."""

    def __init__(self, schools):
        self.schools = {school.pk: school for school in schools}
        self._by_name: dict[str, set[int]] = defaultdict(set)
        for school in self.schools.values():
            for name in (school.short_name, school.full_name):
                for key in {normal(name), bare_name(name)} - {""}:
                    self._by_name[key].add(school.pk)

    def find(self, name) -> School | None:
        """The only school that goes by the name."""
        for key in (normal(name), bare_name(name)):
            found = self._by_name.get(key, ())
            if len(found) == 1:
                return self.schools[next(iter(found))]
        return None

    def mentioned_in(self, text: str) -> School | None:
        """The only school whose name stands inside the text («Кадры МБОУ СОШ № 4 на 01.09»)."""
        words = f" {normal(text)} "
        found = {
            pk for key, pks in self._by_name.items() if f" {key} " in words and len(key) > 3 for pk in pks
        }
        return self.schools[found.pop()] if len(found) == 1 else None
