"""Meeting, its agenda, attendance, votes and decisions."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from methodservice.directory.models import Teacher

from .association import Association
from .people import Office


class ThroughAssociation(models.QuerySet):
    """Rows that are seen and kept together with their association. `path` leads to it."""

    path = "association"

    def visible_to(self, user):
        return self.filter(**{f"{self.path}__in": Association.objects.visible_to(user)})

    def editable_by(self, user):
        return self.filter(**{f"{self.path}__in": Association.objects.led_by(user)})


class MeetingQuerySet(ThroughAssociation):
    def for_list(self):
        """List of meetings: newest first. 1 query."""
        return self.select_related("association__municipality", "association__school").order_by(
            "-date", "-pk"
        )


class Meeting(models.Model):
    """Заседание. `version` grows with each save: a stale form is answered, never written over."""

    class State(models.TextChoices):
        PLANNED = "planned", "Запланировано"
        HELD = "held", "Черновик протокола"
        SIGNED = "signed", "Протокол подписан"
        CORRECTING = "correcting", "Исправление протокола"
        NOT_HELD = "not_held", "Не состоялось"

    TOOK_PLACE = (State.HELD, State.SIGNED, State.CORRECTING)
    """What the rule «заседаний не меньше» counts."""

    class Form(models.TextChoices):
        IN_PERSON = "in_person", "очно"
        REMOTE = "remote", "дистанционно"
        MIXED = "mixed", "смешанно"

    association = models.ForeignKey(
        Association, models.PROTECT, related_name="meetings", verbose_name="объединение"
    )
    date = models.DateField("дата")
    time = models.TimeField("время", null=True, blank=True)
    place = models.CharField("место", max_length=200, blank=True)
    form = models.CharField("форма", max_length=10, choices=Form, default=Form.IN_PERSON)
    theme = models.CharField("тема", max_length=300)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.PLANNED)
    chair = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="председатель"
    )
    secretary = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="секретарь"
    )
    repeat_of = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        verbose_name="повторное после",
    )
    state_note = models.CharField("пояснение к состоянию", max_length=500, blank=True)
    """Why the meeting did not take place, or why the signed protocol is being corrected."""
    version = models.PositiveIntegerField(default=1)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "заседание"
        verbose_name_plural = "заседания"
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["association", "state", "date"], name="meeting_cadence")]

    def __str__(self):
        return f"Заседание {self.date:%d.%m.%Y}: {self.theme}"

    def get_absolute_url(self):
        return reverse("associations:meeting", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Agenda, attendance and texts may still change."""
        return self.state in (self.State.PLANNED, self.State.HELD, self.State.CORRECTING)


class MeetingPartQuerySet(ThroughAssociation):
    path = "meeting__association"


class ItemPartQuerySet(ThroughAssociation):
    path = "item__meeting__association"


class AgendaItem(models.Model):
    """Вопрос повестки."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "к сведению"
        DECISION = "decision", "с решением"
        ELECTION = "election", "выборы"

    class Voting(models.TextChoices):
        NONE = "none", "не голосовали"
        UNANIMOUS = "unanimous", "единогласно"
        COUNTED = "counted", "по числу голосов"
        NAMED = "named", "поимённо"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField("№")
    kind = models.CharField("вид", max_length=10, choices=Kind, default=Kind.DECISION)
    title = models.CharField("вопрос", max_length=500, help_text="«О …», «Об …»")
    speaker = models.ForeignKey(
        Teacher, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="докладчик"
    )
    speaker_text = models.CharField("докладчик не из списка", max_length=300, blank=True)
    heard = models.TextField("слушали", blank=True, max_length=20000)
    spoke = models.TextField("выступили", blank=True, max_length=20000)
    office = models.CharField("кого избирают", max_length=10, choices=Office, blank=True)
    voting = models.CharField("голосование", max_length=10, choices=Voting, default=Voting.NONE)
    votes_for = models.PositiveSmallIntegerField("за", default=0)
    votes_against = models.PositiveSmallIntegerField("против", default=0)
    votes_abstained = models.PositiveSmallIntegerField("воздержались", default=0)
    chair_vote = models.CharField(
        "голос председателя", max_length=10, blank=True,
        choices=[("for", "за"), ("against", "против"), ("abstained", "воздержался")],
    )  # fmt: skip
    follows_up = models.ForeignKey(
        Meeting,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_up_by",
        verbose_name="о выполнении решений заседания",
    )
    """The meeting whose decisions this item reports on: its text is drawn from their marks."""
    version = models.PositiveIntegerField(default=1)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        verbose_name = "вопрос повестки"
        verbose_name_plural = "вопросы повестки"
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="item_office_for_election",
                condition=(Q(kind="election") & ~Q(office="")) | (~Q(kind="election") & Q(office="")),
                violation_error_message="Для выборов укажите, кого избирают; для остальных вопросов оставьте пустым.",
            )
        ]

    def __str__(self):
        return f"{self.position}. {self.title}"


class Candidate(models.Model):
    """Кандидат на выборах."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="candidates")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name="кандидат")
    votes = models.PositiveSmallIntegerField("за", default=0)

    objects = ItemPartQuerySet.as_manager()

    class Meta:
        verbose_name = "кандидат"
        verbose_name_plural = "кандидаты"
        ordering = ["item", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "teacher"], name="candidate_once")]

    def __str__(self):
        return str(self.teacher)


class Attendance(models.Model):
    """Явка члена объединения. No row yet means «не отмечен»."""

    class Status(models.TextChoices):
        PRESENT = "present", "присутствует"
        REMOTE = "remote", "дистанционно"
        EXCUSED = "excused", "уважительная причина"
        ABSENT = "absent", "отсутствует"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+", verbose_name="педагог")
    status = models.CharField("явка", max_length=10, choices=Status)

    class Meta:
        verbose_name = "явка"
        verbose_name_plural = "явка"
        constraints = [models.UniqueConstraint(fields=["meeting", "teacher"], name="attendance_once")]

    def __str__(self):
        return f"{self.teacher}: {self.get_status_display()}"

    @property
    def is_here(self) -> bool:
        return self.status in (self.Status.PRESENT, self.Status.REMOTE)


class ItemAbsence(models.Model):
    """Присутствующий, которого не было при этом вопросе: пришёл позже или ушёл раньше."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="absences")
    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="absences")

    class Meta:
        verbose_name = "отсутствие при вопросе"
        verbose_name_plural = "отсутствие при вопросах"
        constraints = [models.UniqueConstraint(fields=["item", "attendance"], name="item_absence_once")]

    def __str__(self):
        return f"{self.attendance.teacher}, вопрос {self.item.position}"


class NamedVote(models.Model):
    """Голос члена объединения при поимённом голосовании; на выборах — за кого."""

    class Choice(models.TextChoices):
        FOR = "for", "за"
        AGAINST = "against", "против"
        ABSTAINED = "abstained", "воздержался"

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="named_votes")
    teacher = models.ForeignKey(Teacher, models.PROTECT, related_name="+")
    choice = models.CharField("голос", max_length=10, choices=Choice)
    candidate = models.ForeignKey(
        Candidate, models.CASCADE, null=True, blank=True, related_name="named_votes"
    )

    class Meta:
        verbose_name = "голос"
        verbose_name_plural = "голоса"
        constraints = [models.UniqueConstraint(fields=["item", "teacher"], name="named_vote_once")]

    def __str__(self):
        return f"{self.teacher}: {self.get_choice_display()}"


class Guest(models.Model):
    """Приглашённый. Never counts for quorum or votes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    name = models.CharField("фамилия, имя, отчество", max_length=200)
    position = models.CharField("должность", max_length=200, blank=True)
    organisation = models.CharField("организация", max_length=200, blank=True)

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        verbose_name = "приглашённый"
        verbose_name_plural = "приглашённые"
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class ProposalQuerySet(ThroughAssociation):
    """Seen from both associations; offered by those who lead the school one, answered in the district one."""

    def visible_to(self, user):
        seen = Association.objects.visible_to(user)
        return self.filter(Q(association__in=seen) | Q(source__in=seen))


class Proposal(models.Model):
    """Предложение школьного объединения в повестку районного (Положение о ММО, раздел 4)."""

    class State(models.TextChoices):
        NEW = "new", "новое"
        ACCEPTED = "accepted", "включено в повестку"
        DECLINED = "declined", "отклонено"

    association = models.ForeignKey(
        Association, models.CASCADE, related_name="proposals", verbose_name="районное объединение"
    )
    source = models.ForeignKey(
        Association, models.CASCADE, related_name="proposals_made", verbose_name="школьное объединение"
    )
    title = models.CharField("вопрос", max_length=500)
    rationale = models.TextField("почему это важно", blank=True, max_length=2000)
    state = models.CharField("состояние", max_length=10, choices=State, default=State.NEW)
    answer = models.CharField("ответ", max_length=300, blank=True)
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="proposals")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "предложение в повестку"
        verbose_name_plural = "предложения в повестку"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="proposal_between_two",
                condition=~Q(association=F("source")),
                violation_error_message="Предложение направляют в другое объединение.",
            )
        ]

    def __str__(self):
        return self.title
