"""A person without a card is anonymised in all pairs where the person stands: once, in one transaction, for ever.

The same as for cards (`personal.services.anonymising`): one series of acts, signed documents stay as they were signed.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mentoring.models import Checkup, Outsider, OutsiderAct, Pair, PairConsent
from mentoring.personal import empty_pairs, told_of_pairs
from mentoring.rules.anonymising import may_anonymise
from methodservice.directory import audit
from methodservice.documents.personal import PRINTED, drop_printed
from methodservice.lib.mentoring import PARTNER
from methodservice.lib.refusals import AlreadyDone, Refused
from methodservice.personal.acts import act_snapshot, initials_of
from methodservice.personal.mentions import finder_of_name, replace_all
from methodservice.personal.names import Finder
from methodservice.personal.rules import Answer
from methodservice.personal.services.anonymising import (
    STAND_IN,
    Prospect,
    next_number,
    refuse_other_surname,
    wipe_journal,
)
from methodservice.registries import Emptying

GONE = "данные удалены"
"""In place of a position or a year of study."""
SIDES = {PARTNER: (PairConsent.Side.MENTOR, "партнёр", "должность")}
STUDENT_SIDE = (PairConsent.Side.MENTEE, "студент", "курс")


@dataclass(frozen=True)
class Whole:
    """All that the portal keeps about the person of a pair: the pairs where the same person stands."""

    pair: Pair
    pairs: QuerySet

    @property
    def person(self) -> Outsider:
        return self.pair.outsider

    @property
    def others(self) -> list[str]:
        """The other pairs, in words. 1 query."""
        return [str(each) for each in self.pairs.exclude(pk=self.pair.pk).with_names()]

    @property
    def answer(self) -> Answer:
        """May it be done, why or why not. 1 query, 2 for one that is done."""
        act = self.person.act
        pairs = list(self.pairs.with_names())
        ended = [each.ended_on for each in pairs if each.ended_on]
        return may_anonymise(
            act=f"акт № {act.number}" if act else "",
            going=[str(each) for each in pairs if each.state in Pair.OPEN],
            ended_on=max(ended, default=None),
        )

    @property
    def finder(self) -> Finder:
        """2 queries."""
        person = self.person
        return finder_of_name(person.surname, person.given_name, person.patronymic, self.pair.municipality_id)

    @property
    def prospect(self) -> Prospect:
        """What goes and what stays. 4 queries."""
        _, who, post = SIDES.get(self.pair.form, STUDENT_SIDE)
        number = self.pairs.count()
        pairs = "Наставническая пара" if number == 1 else f"Наставнические пары ({number})"
        return Prospect(
            goes=[
                f"{who.capitalize()} наставнической пары: фамилия, имя, отчество и {post}.",
                *told_of_pairs(*self._kept),
                PRINTED,
            ],
            stays=[
                f"{pairs}: организация, срок, приказ, программа и встречи. Имя убрано.",
                "Подписанные приказы и другие документы, где назван этот человек.",
                "Журнал: что и когда сделано. Имя в нём сотрётся.",
            ],
        )

    def empty(self, work: Emptying) -> None:
        """The organisation stays: it says whose partner or student it was."""
        people = Outsider.objects.filter(pair__in=self.pairs)
        work.forget(*people)
        empty_pairs(*self._kept, work)
        drop_printed(self.pair.municipality_id)
        people.update(surname=work.stand_in, given_name="", patronymic="", position=GONE)

    @property
    def _kept(self) -> tuple:
        """Pairs, check-ups of a student, the consents of the person's own side."""
        side, *_ = SIDES.get(self.pair.form, STUDENT_SIDE)
        consents = PairConsent.objects.filter(pair__in=self.pairs, side=side).select_related("scan")
        return self.pairs, Checkup.objects.filter(pair__in=self.pairs, pair__mentee=None), consents


def whole_of(pair: Pair) -> Whole:
    """pair: with a person without a card, of `with_people`. 1 query."""
    alike = Outsider.objects.filter(pair__municipality=pair.municipality_id).alike(pair.outsider)
    return Whole(pair, Pair.objects.filter(outsider__in={pair.outsider_id, *alike}).order_by("pk"))


@transaction.atomic
def anonymise_outsider(*, pair: Pair, surname: str, chosen: set[str], by) -> OutsiderAct:
    """Empty the person's name in all pairs and in texts; returns the act.

    surname: typed as a confirmation; chosen: keys of `mentions.doubtful` that are about this person. Raises
    AlreadyDone, and Refused when a pair is still going or the surname is another.
    """
    list(whole_of(pair).pairs.select_for_update(of=("self",)))
    whole = whole_of(Pair.objects.with_people().get(pk=pair.pk))
    answer, person, place = whole.answer, whole.person, whole.pair.municipality
    if person.act:
        raise AlreadyDone(answer.reason)
    if not answer.may:
        raise Refused(answer.reason)
    refuse_other_surname(surname, person.surname)
    today = timezone.localdate()
    number = next_number(place, today)
    work = Emptying(by=by, stand_in=STAND_IN.format(number))
    prospect, finder, initials = whole.prospect, whole.finder, initials_of(person)
    people = list(Outsider.objects.filter(pair__in=whole.pairs).values_list("pk", flat=True))
    whole.empty(work)
    changed = replace_all(place.pk, finder, work.stand_in, chosen=chosen)
    wipe_journal(work)
    renamed = Pair.objects.with_people().get(pk=pair.pk)
    note = f"данные человека без карточки удалены, акт № {number}"
    journal = audit.record(audit.Verb.CHANGED, by=by, obj=renamed, note=note)
    who = SIDES.get(pair.form, STUDENT_SIDE)[1]
    whose = (
        f"{who} наставнической пары № {pair.pk} ({renamed.school.short_name}), инициалы {initials}, теперь "
        f"«{work.stand_in}»"
    )
    snapshot = act_snapshot(
        whose=whose, municipality=place, number=number, day=today, by=by, ground=answer.reason, goes=prospect.goes,
        stays=prospect.stays, texts=changed, journal=journal,
    )  # fmt: skip
    act = OutsiderAct.objects.create(
        municipality=place, number=number, done_on=today, done_by=by, snapshot=snapshot
    )
    Outsider.objects.filter(pk__in=people).update(act=act)
    return act
