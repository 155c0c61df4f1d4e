"""Forms of the secretary's screen."""

import hashlib

from django import forms

from associations.forms.fields import DateField, PersonField, check_day
from associations.models import AgendaItem, Attendance, NamedVote
from associations.rules.votes import check_sum
from methodservice.lib.forms import TextField
from methodservice.lib.typed import TypedForm, fingerprint
from methodservice.lib.whole import wholes

Voting = AgendaItem.Voting
CHAIR_VOTES = [("", "— не нужен —"), *NamedVote.Choice.choices]


class OfficersForm(TypedForm):
    """Chair and secretary of the meeting, from its members."""

    chair_id = PersonField(label="Председатель", required=False)
    secretary_id = PersonField(label="Секретарь", required=False)

    typed = ("chair_id", "secretary_id")

    def __init__(self, *args, people=(), **options):
        super().__init__(*args, **options)
        self.fields["chair_id"] = PersonField(people, label="Председатель", required=False)
        self.fields["secretary_id"] = PersonField(people, label="Секретарь", required=False)


class ItemTextForm(TypedForm):
    """СЛУШАЛИ and ВЫСТУПИЛИ."""

    heard = TextField(label="Слушали", required=False, max_length=20000)
    spoke = TextField(label="Выступили", required=False, max_length=20000, rows=2)

    typed = ("heard", "spoke")


class DecisionForm(TypedForm):
    """РЕШИЛИ: what, who, by when."""

    decision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = TextField(
        label="Решили", max_length=5000, rows=2, error_messages={"required": "Напишите, что решили."}
    )
    responsible_id = PersonField(label="Ответственный", required=False)
    responsible_text = forms.CharField(label="Или не из списка", max_length=300, required=False)
    due = DateField(label="Срок", required=False)
    due_text = forms.CharField(label="Срок словами", max_length=200, required=False)

    typed = ("text", "responsible_id", "responsible_text", "due", "due_text")

    def __init__(self, *args, people=(), **options):
        super().__init__(*args, **options)
        self.fields["responsible_id"] = PersonField(people, label="Ответственный", required=False)

    def clean_due(self):
        return check_day(self.cleaned_data["due"], "Срок")


class GuestForm(forms.Form):
    """An invited person."""

    name = forms.CharField(
        label="Фамилия, имя, отчество",
        max_length=200,
        error_messages={"required": "Напишите, кто приглашён."},
    )
    position = forms.CharField(label="Должность", max_length=200, required=False)
    organisation = forms.CharField(label="Организация", max_length=200, required=False)


class MarkForm(forms.Form):
    """«17:present» — whom and how the pressed button marks."""

    mark = forms.RegexField(r"^\d{1,18}:[a-z]+$", error_messages={"required": "Выберите отметку."})

    def clean_mark(self):
        teacher_id, status = self.cleaned_data["mark"].split(":")
        if status not in Attendance.Status.values:
            raise forms.ValidationError("Такой отметки нет.")
        return int(teacher_id), status


class CountField(forms.IntegerField):
    """A number of hands."""

    def __init__(self, label):
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=10000,
            error_messages={
                "invalid": "Введите целое число.",
                "min_value": "Число голосов не бывает отрицательным.",
                "max_value": "Слишком большое число.",
            },
        )
        self.widget.attrs["inputmode"] = "numeric"

    def clean(self, value):
        return super().clean(value) or 0


VOTED = ("voting", "votes_for", "votes_against", "votes_abstained", "chair_vote")
RECORDED_MEANWHILE = (
    "Пока вы считали, голоса по этому вопросу записал кто-то другой. Сверьте и запишите ещё раз."
)


def votes_seen(picture) -> str:
    """What was recorded when the page was read: somebody else's votes are not written over unseen."""
    cast = [(vote.teacher_id, vote.choice, vote.candidate_id) for vote in picture.named_votes]
    hands = [(candidate.pk, candidate.votes) for candidate in picture.candidates]
    text = f"{fingerprint(picture.item, VOTED)} {sorted(cast)} {hands}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class VotesForm(forms.Form):
    """How an item was voted; the sums are checked against the members who were there for it."""

    voting = forms.ChoiceField(
        choices=[choice for choice in Voting.choices if choice[0] != Voting.NAMED], widget=forms.HiddenInput
    )
    votes_for = CountField("За")
    votes_against = CountField("Против")
    votes_abstained = CountField("Воздержались")
    chair_vote = forms.ChoiceField(label="Голос председателя", required=False, choices=CHAIR_VOTES)

    def __init__(self, *args, picture, asks_chair, **options):
        """picture: ItemPicture; asks_chair: under the municipality's rule the chair decides a tie."""
        self.picture = picture
        item = picture.item
        initial = {name: getattr(item, name) for name in ("votes_for", "votes_against", "votes_abstained")}
        if item.voting == Voting.NONE:
            initial = {}
        super().__init__(
            *args, initial=initial | {"chair_vote": item.chair_vote}, auto_id=f"votes-{item.pk}-%s", **options
        )
        self.is_election = item.kind == AgendaItem.Kind.ELECTION
        self.candidate_names = {}
        if self.is_election:
            del self.fields["votes_for"]
            for candidate in picture.candidates:
                name = f"candidate-{candidate.pk}"
                self.candidate_names[name] = candidate.pk
                self.fields[name] = CountField(f"За: {candidate.teacher.short_name}")
                self.initial[name] = candidate.votes if item.voting != Voting.NONE else None
            if len(picture.candidates) > 1:
                del self.fields["votes_against"]
            shown = [*self.candidate_names, "votes_against", "votes_abstained", "chair_vote", "voting"]
            self.order_fields(shown)
        if not asks_chair or len(picture.candidates) > 1:
            del self.fields["chair_vote"]

    def clean(self):
        data = super().clean()
        if self.data.get("seen") and self.data["seen"] != votes_seen(self.picture):
            self.add_error(None, RECORDED_MEANWHILE)
        if data.get("voting") != Voting.COUNTED or self.errors:
            return data
        total = sum(value for value in data.values() if isinstance(value, int))
        try:
            check_sum(total, self.picture.present)
        except ValueError as error:
            self.add_error(next(iter(self.fields)), str(error)) if self.is_election else self.add_error(
                "votes_for", str(error)
            )
        if total == 0:
            self.add_error(None, "Запишите, сколько человек голосовали.")
        return data

    def recorded(self) -> dict:
        """Arguments of `record_votes`."""
        data = self.cleaned_data
        if data["voting"] != Voting.COUNTED:
            return {"voting": data["voting"]}
        return {
            "voting": data["voting"],
            "for_": data.get("votes_for", 0),
            "against": data.get("votes_against", 0),
            "abstained": data["votes_abstained"],
            "chair_vote": data.get("chair_vote", ""),
            "candidates": {pk: data[name] for name, pk in self.candidate_names.items()},
        }


class NamedVotesForm(forms.Form):
    """By name: a choice for each member who was there for the item; in an election, the candidate."""

    def __init__(self, *args, picture, **options):
        super().__init__(*args, auto_id=f"named-{picture.item.pk}-%s", **options)
        self.picture = picture
        cast = {vote.teacher_id: vote for vote in picture.named_votes}
        choices = self._choices(picture)
        self.people = {}
        for line in picture.voters:
            name = f"vote-{line.teacher.pk}"
            self.people[name] = line.teacher.pk
            vote = cast.get(line.teacher.pk)
            self.fields[name] = forms.ChoiceField(
                label=line.teacher.full_name,
                choices=choices,
                required=False,
                initial=_coded(vote) if vote else "",
                error_messages={"invalid_choice": "Такого варианта нет."},
            )

    @staticmethod
    def _choices(picture):
        choices = [("", "не голосовал(а)")]
        if picture.item.kind != AgendaItem.Kind.ELECTION:
            return [*choices, *NamedVote.Choice.choices]
        choices += [(f"for:{c.pk}", f"за: {c.teacher.short_name}") for c in picture.candidates]
        if len(picture.candidates) == 1:
            choices.append((NamedVote.Choice.AGAINST, NamedVote.Choice.AGAINST.label))
        return [*choices, (NamedVote.Choice.ABSTAINED, NamedVote.Choice.ABSTAINED.label)]

    def clean(self):
        data = super().clean()
        if self.data.get("seen") and self.data["seen"] != votes_seen(self.picture):
            raise forms.ValidationError(RECORDED_MEANWHILE)
        if not self.errors and not any(data.values()):
            raise forms.ValidationError("Отметьте, кто как голосовал.")
        return data

    def recorded(self) -> dict[int, tuple[str, int | None]]:
        """{teacher id: (choice, candidate id or None)} of those who voted."""
        votes = {}
        for name, teacher_id in self.people.items():
            choice, _, candidate = self.cleaned_data[name].partition(":")
            if choice:
                votes[teacher_id] = (choice, int(candidate) if candidate else None)
        return votes


def _coded(vote: NamedVote) -> str:
    return f"{vote.choice}:{vote.candidate_id}" if vote.candidate_id else vote.choice


class PresenceForm(forms.Form):
    """Who of those present at the meeting was there for one item. `known` is who was absent when the page was read."""

    here = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Были при этом вопросе",
        error_messages={"invalid_choice": "Этот человек не отмечен среди присутствующих."},
    )
    known = forms.CharField(widget=forms.HiddenInput, required=False, max_length=5000)

    def __init__(self, *args, picture, present, **options):
        super().__init__(*args, auto_id=f"presence-{picture.item.pk}-%s", **options)
        self.fields["here"].choices = [(line.teacher.pk, line.teacher.full_name) for line in present]
        self.initial = {
            "here": [line.teacher.pk for line in present if line.teacher.pk not in picture.absent_ids],
            "known": " ".join(str(pk) for pk in sorted(picture.absent_ids)),
        }

    def changed(self) -> list[tuple[int, bool]]:
        """(teacher id, here) of those whose mark this person changed."""
        known = wholes(self.cleaned_data["known"].split())
        here = set(self.cleaned_data["here"])
        everybody = [pk for pk, _ in self.fields["here"].choices]
        return [(pk, pk in here) for pk in everybody if (pk in here) == (pk in known)]
