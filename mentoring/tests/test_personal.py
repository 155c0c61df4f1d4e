"""What mentoring tells about a person, and what goes with the name."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from mentoring.models import Checkup, Pair, Score
from methodservice.documents.files import keep_file
from methodservice.documents.models import StoredFile
from methodservice.personal.collecting import everything_about
from methodservice.personal.services.anonymising import anonymise

PDF = b"%PDF-1.4\n%%EOF"


@pytest.fixture
def told_pair(district, active, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    active.sessions.create(held_on=active.starts, about="Разбор урока")
    checkup = active.checkups.first() or Checkup.objects.create(pair=active, month=1, due=active.starts)
    Score.objects.create(checkup=checkup, criterion=Score.Criterion.CLASS, value=4)
    Pair.objects.filter(pk=active.pk).update(mentor_review="Растёт", mentee_review="Помогает")
    with transaction.atomic():
        scan = keep_file(
            SimpleUploadedFile("Согласие.pdf", PDF), municipality=active.municipality, by=district.methodist
        )
        active.consents.filter(side="mentee").update(scan=scan)
    return active


def sections(teacher, by) -> dict[str, list[dict]]:
    return {section["key"]: section["rows"] for section in everything_about(teacher, by=by)["sections"]}


def test_both_are_told_of_the_pair_and_each_of_the_own_consent(district, told_pair):
    of_mentee, of_mentor = (
        sections(person, district.methodist) for person in (district.mentee, district.mentor)
    )
    for found in (of_mentee, of_mentor):
        assert len(found["pairs"]) == 1
        assert found["pair_sessions"][0]["О чём"] == "Разбор урока"
    assert [row["Кто"] for row in of_mentee["pair_consents"]] == ["наставляемый"]
    assert [row["Кто"] for row in of_mentor["pair_consents"]] == ["наставник"]
    assert of_mentee["checkup_scores"][0]["Оценка"] == "4"
    assert of_mentor["checkup_scores"] == []


def test_check_ups_reviews_and_scans_go_and_the_pair_stays(district, told_pair):
    mentee = district.mentee
    mentee.left_on = timezone.localdate()
    mentee.save()
    anonymise(teacher=mentee, surname=mentee.surname, chosen=set(), by=district.methodist)
    pair = Pair.objects.get(pk=told_pair.pk)
    assert (pair.mentor_review, pair.mentee_review) == ("", "")
    assert not pair.checkups.exists()
    assert pair.sessions.get().about == "Разбор урока"
    assert pair.consents.count() == 2
    assert not StoredFile.objects.exists()
    assert "Юнова" not in str(pair)
