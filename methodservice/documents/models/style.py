"""How a municipality's orders look: what its own instruction on office work says (documents.md, 6–15)."""

from django.db import models
from django.urls import reverse

from methodservice.directory.models import Municipality

from .files import StoredFile


class StyleQuerySet(models.QuerySet):
    def visible_to(self, user):
        rows = self.filter(municipality_id=user.municipality_id)
        return rows if user.access.is_district_staff else rows.none()

    def editable_by(self, user):
        return self.visible_to(user) if user.access.is_methodist else self.none()


class DocumentStyle(models.Model):
    """Оформление приказов муниципалитета. Empty headings are made of the municipality's card."""

    class Header(models.TextChoices):
        ROW = "row", "дата, место и номер в одной строке"
        STACKED = "stacked", "дата, под ней номер, под ним место"
        ROW_PLACE = "row_place", "дата и номер в одной строке, место ниже"

    class Dates(models.TextChoices):
        DIGITS = "digits", "30.12.2021"
        FROM_DIGITS = "from_digits", "от 30.12.2021"
        WORDS = "words", "30 декабря 2021 г."

    municipality = models.OneToOneField(
        Municipality, models.CASCADE, related_name="document_style", verbose_name="муниципалитет"
    )
    authority_heading = models.TextField("шапка приказов органа управления", max_length=600, blank=True)
    service_heading = models.TextField("шапка приказов методической службы", max_length=600, blank=True)
    logo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="document_styles", verbose_name="герб"
    )
    former_logos = models.ManyToManyField(
        StoredFile, related_name="+", blank=True, verbose_name="гербы подписанных приказов"
    )
    """Logos replaced since: kept while a signed order prints them."""
    header = models.CharField("дата, номер и место", max_length=10, choices=Header, default=Header.ROW)
    word = models.CharField("название документа", max_length=30, default="ПРИКАЗ")
    dates = models.CharField("дата пишется", max_length=12, choices=Dates, default=Dates.DIGITS)
    verb = models.CharField("слово перед пунктами", max_length=40, default="п р и к а з ы в а ю:")
    verb_on_own_line = models.BooleanField("слово перед пунктами — с новой строки", default=False)
    initials_together = models.BooleanField("инициалы без пробела: «М.И. Иванова»", default=False)
    kept = models.BooleanField("левое поле 30 мм (хранение больше 10 лет)", default=False)
    control_phrase = models.CharField(
        "пункт о контроле начинается", max_length=120, default="Контроль за исполнением настоящего приказа"
    )
    annex_numbered = models.BooleanField("номер и у единственного приложения", default=False)
    preambles = models.JSONField("преамбулы", default=dict, blank=True)
    """{kind of order: preamble} where the municipality has its own words."""

    objects = StyleQuerySet.as_manager()

    class Meta:
        verbose_name = "оформление документов"
        verbose_name_plural = "оформление документов"

    def __str__(self):
        return f"Оформление документов: {self.municipality}"

    def get_absolute_url(self):
        return reverse("register:style")

    @classmethod
    def of(cls, municipality: Municipality) -> "DocumentStyle":
        """The municipality's style, or an unsaved usual one. 1 query at most."""
        found = cls.objects.filter(municipality=municipality).select_related("logo").first() or cls()
        found.municipality = municipality
        return found

    def heading(self, issuer: str) -> list[str]:
        """Lines of the heading of an issuer's orders («authority», «service»): its own, or made of the card."""
        own = self.authority_heading if issuer == "authority" else self.service_heading
        return own.splitlines() if own.strip() else self.usual_heading(issuer)

    def usual_heading(self, issuer: str) -> list[str]:
        """The heading made of the municipality's card, the superior body first, in capitals as offices print it."""
        card = self.municipality
        names = (
            (card.authority_superior, card.authority)
            if issuer == "authority"
            else (card.authority, card.service)
        )
        return [name.upper() for name in names if name]
