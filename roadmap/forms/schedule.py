"""The schedule of an item: rows of dates or words, each with a note."""

from datetime import date

from django import forms

from methodservice.directory.forms.deadlines import DeadlineInput
from methodservice.lib.deadlines import Kind, understand
from methodservice.lib.whole import wholes
from roadmap.services.scheduling import MOST_TIMES, Time

EMPTY_ROWS = 4
NO_DAYS = "Из этих слов не ясно, в какие дни. Напишите дату: «12.10.2026», «до 15 мая» или «октябрь»."
NOTE_ALONE = "Есть пояснение, но нет срока. Укажите срок или уберите пояснение."


class ScheduleForm(forms.Form):
    """Rows «words – note»; an empty row is none. `times` after a valid form: what the rows mean in the period.

    rows: times that are there; period: first and last day of the roadmap; seen: the state that the page shows.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, data=None, *, rows: list[Time], period: tuple[date, date], seen: str):
        super().__init__(data, initial={"seen": seen})
        self.period = period
        self.times: list[Time] = []
        shown = len(rows) + EMPTY_ROWS
        if data is not None:
            sent = wholes(name[6:] for name in data if name.startswith("words-"))
            shown = min(max([shown, *(number + 1 for number in sent if number < MOST_TIMES)]), MOST_TIMES)
            shown += EMPTY_ROWS if "more" in data else 0
        for place in range(min(shown, MOST_TIMES)):
            time = rows[place] if place < len(rows) else None
            widget = DeadlineInput()
            widget.period = period
            self.fields[f"words-{place}"] = forms.CharField(
                label=f"Срок {place + 1}",
                required=False,
                max_length=300,
                widget=widget,
                initial=time.words if time else "",
            )
            self.fields[f"note-{place}"] = forms.CharField(
                label=f"Пояснение к сроку {place + 1}",
                required=False,
                max_length=200,
                initial=time.note if time else "",
            )

    def see_again(self, seen: str) -> None:
        """The state that the page shows now, after somebody else has changed it."""
        self.data = self.data.copy()
        self.data["seen"] = seen

    @property
    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """(words, note) of each row."""
        places = [name[6:] for name in self.fields if name.startswith("words-")]
        return [(self[f"words-{place}"], self[f"note-{place}"]) for place in places]

    def clean(self):
        data = super().clean()
        for name in [name for name in self.fields if name.startswith("words-")]:
            words, note = data.get(name, ""), data.get(f"note-{name[6:]}", "")
            if note and not words and name not in self.errors:
                self.add_error(name, NOTE_ALONE)
            elif words:
                self._understand(name, words, note)
        return data

    def _understand(self, name: str, words: str, note: str) -> None:
        meaning = understand(words, *self.period)
        if meaning.kind is Kind.UNRECOGNISED or not meaning.occurrences:
            self.add_error(name, meaning.review or NO_DAYS)
            return
        self.times += [Time(each.start, each.end, note) for each in meaning.occurrences]
