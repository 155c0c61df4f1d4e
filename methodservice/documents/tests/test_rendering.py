"""The library of rendered PDFs: short documents at once, long ones by a job, a changed draft never as an old file."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from methodservice.documents import rendering
from methodservice.documents.models import Rendering
from methodservice.documents.printing import pdf_of, print_html, printed_response
from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from methodservice.testing import factories as make
from methodservice.testing.browser import assert_accessible, assert_no_sideways_scroll, follow, login_as
from methodservice.testing.printed import Printed

BASE = "documents/pdf/base.html"
LONG = pytest.mark.usefixtures("everything_is_long")


def snapshot(heading="ПЛАН РАБОТЫ"):
    return {"organisation": [], "approval": [], "heading": heading, "subtitle": "", "signatures": []}


@pytest.fixture
def person(db):
    return make.UserFactory()


@pytest.fixture
def everything_is_long(settings):
    settings.PRINTED_AT_ONCE = 0


@pytest.fixture
def ask(person, rf):
    """ask(heading) → the answer to the person who opens the document."""

    def _ask(heading="ПЛАН РАБОТЫ", by=person, referer="http://testserver/plans/1/"):
        request = rf.get("/plans/1/pdf/", headers={"referer": referer})
        request.user = by
        return printed_response(request, BASE, snapshot(heading), name="Проект плана", fmt="pdf")

    return _ask


def heading_of(answer) -> str:
    return Printed(answer.content).pages[0][0]


@pytest.fixture
def layouts(monkeypatch):
    """Every page that was laid out."""
    pages, original = [], rendering.render_pdf
    monkeypatch.setattr(
        rendering, "render_pdf", lambda html, **options: pages.append(html) or original(html, **options)
    )
    return pages


@pytest.mark.parametrize("ingredient", ["ENGINE", "STYLESHEET"])
def test_key_changes_with_what_a_pdf_is_made_with(ingredient, monkeypatch, tmp_path):
    other_style = tmp_path / "document.css"
    other_style.write_text("p { color: red }")
    rendering._made_with.cache_clear()
    before = rendering.key_of("<p>Текст</p>")
    with monkeypatch.context() as patch:
        patch.setattr(
            rendering, ingredient, {"ENGINE": "WeasyPrint 0", "STYLESHEET": other_style}[ingredient]
        )
        rendering._made_with.cache_clear()
        changed = rendering.key_of("<p>Текст</p>")
    rendering._made_with.cache_clear()
    assert changed != before
    assert rendering.key_of("<p>Текст</p>") == before
    assert rendering.key_of("<p>Текст </p>") != before


def test_short_document_is_laid_out_once(ask, layouts, django_assert_num_queries):
    with django_assert_num_queries(3):
        first = ask()
    with django_assert_num_queries(1):
        second = ask()
    assert first.content == second.content == pdf_of(BASE, snapshot())
    assert (len(layouts), Job.objects.count()) == (1, 0)


def test_changed_draft_is_never_answered_with_the_old_file(ask):
    ask("ПЕРВЫЙ")
    assert [heading_of(ask(heading)) for heading in ("ВТОРОЙ", "ПЕРВЫЙ")] == ["ВТОРОЙ", "ПЕРВЫЙ"]


def test_border_between_short_and_long_is_where_the_settings_say(settings):
    assert not rendering.is_long("а" * settings.PRINTED_AT_ONCE)
    assert rendering.is_long("а" * (settings.PRINTED_AT_ONCE + 1))


@LONG
def test_long_document_is_printed_by_a_job_and_then_at_hand(ask, person, visit, layouts):
    answer = ask()
    job = Job.objects.get()
    progress, file = reverse("jobs:progress", args=[job.pk]), Rendering.objects.get().get_absolute_url()
    assert (answer.status_code, answer.url, layouts) == (302, progress, [])
    assert visit(person).get(file).url == progress
    assert jobs.run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.result, job.message) == ("done", {"url": file}, "Документ готов. Страниц: 1")
    assert f'href="{file}"' in visit(person).get(progress).text
    printed = visit(person).get(file)
    assert printed.headers["Content-Disposition"].startswith("inline; filename*=utf-8''%D0%9F")
    assert printed.content == ask().content == pdf_of(BASE, snapshot())
    assert (len(layouts), Rendering.objects.get().html) == (1, "")


@LONG
def test_two_clicks_make_one_job(ask):
    assert ask().url == ask().url
    assert (Job.objects.count(), Rendering.objects.count()) == (1, 1)


@LONG
def test_draft_changed_meanwhile_gets_a_job_of_its_own(ask, person, visit):
    ask("ПЕРВЫЙ")
    ask("ВТОРОЙ")
    assert jobs.run_waiting() == 2
    files = Rendering.objects.order_by("pk")
    assert [heading_of(visit(person).get(each.get_absolute_url())) for each in files] == ["ПЕРВЫЙ", "ВТОРОЙ"]


@LONG
def test_job_that_was_cut_off_prints_when_it_is_picked_up(ask):
    ask()
    job = jobs.claim(Job.objects.get().pk)
    assert ask().url == reverse("jobs:progress", args=[job.pk])
    jobs.pick_up_silent(silence=timedelta(0))
    assert jobs.run_waiting() == 1
    assert ask().content == pdf_of(BASE, snapshot())


@LONG
def test_after_a_failure_asking_again_starts_anew(ask, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(rendering, "render_pdf", lambda html, **options: 1 / 0)
        ask()
        jobs.run_waiting()
    failed = Job.objects.get()
    assert (failed.state, failed.arguments["url"]) == ("failed", "http://testserver/plans/1/")
    again = Job.objects.exclude(pk=failed.pk)
    assert ask().url == reverse("jobs:progress", args=[again.get().pk])
    assert jobs.run_waiting() == 1
    assert ask().status_code == 200


@LONG
def test_page_of_another_site_is_no_way_back(ask):
    ask(referer="https://example.org/")
    assert Job.objects.get().arguments["url"] == ""


@LONG
def test_job_runs_twice_and_prints_once(ask, layouts):
    ask()
    jobs.run_waiting()
    job = Job.objects.get()
    assert rendering.lay_out(job) == job.result
    assert len(layouts) == 1


@LONG
def test_others_get_neither_the_file_nor_its_progress(ask, person, visit):
    ask()
    jobs.run_waiting()
    stranger = visit(make.UserFactory(municipality=person.municipality))
    addresses = [
        Rendering.objects.get().get_absolute_url(),
        reverse("jobs:progress", args=[Job.objects.get().pk]),
    ]
    assert [stranger.get(address).status_code for address in addresses] == [404, 404]


def test_same_document_of_another_person_is_another_row(ask, person):
    ask()
    ask(by=make.UserFactory())
    assert Rendering.objects.values("key").distinct().count() == 1
    assert Rendering.objects.visible_to(person).count() == 1


def test_what_nobody_opened_is_forgotten_with_the_next_document(ask, settings):
    ask("СТАРЫЙ")
    ask("НУЖНЫЙ")
    Rendering.objects.update(used_at=timezone.now() - settings.RENDERINGS_KEPT - timedelta(minutes=1))
    ask("НУЖНЫЙ")
    needed = Rendering.objects.get(key=rendering.key_of(print_html(BASE, snapshot("НУЖНЫЙ"))))
    ask("НОВЫЙ")
    assert list(Rendering.objects.order_by("pk").values_list("pk", flat=True)[:1]) == [needed.pk]
    assert Rendering.objects.count() == 2


@LONG
def test_forgotten_document_says_so_to_its_job(ask):
    ask()
    Rendering.objects.all().delete()
    jobs.run_waiting()
    job = Job.objects.get()
    assert (job.state, job.message) == ("failed", "Документ больше не хранится. Откройте его ещё раз.")


@LONG
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("with_script", [True, False])
def test_progress_leads_to_the_file(ask, person, open_page, with_script):
    page = open_page(java_script_enabled=with_script)
    login_as(page, person)
    page.goto(ask().url)
    job = jobs.claim(Job.objects.get().pk)
    jobs.report(job, done=7, message="Готовим документ: страница 7")
    if not with_script:
        follow(page, "Обновить")
    page.get_by_text("Готовим документ: страница 7").wait_for()
    if with_script:
        assert_accessible(page)
        assert_no_sideways_scroll(page)
    jobs.pick_up_silent(silence=timedelta(0))
    jobs.run_waiting()
    if not with_script:
        follow(page, "Обновить")
    link = page.get_by_role("link", name="Открыть результат")
    link.wait_for()
    if with_script:
        assert_accessible(page)
        assert_no_sideways_scroll(page)
    assert page.request.get(link.get_attribute("href")).body() == pdf_of(BASE, snapshot())
