"""The file of one association, and what is put into it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from associations.card import COMING
from associations.models import Association
from associations.papers.folder import folder_of
from associations.papers.forms.papers import NewPaperForm, PaperForm
from associations.papers.models import Paper, PaperKind
from associations.papers.services import papers as service
from associations.services.associations import lock_association
from associations.views.card import asked_year, crumbs_to
from associations.views.pages import service_page
from methodservice.directory.access import fetch_editable, fetch_visible
from methodservice.directory.views.pages import REFUSED, typed
from methodservice.lib.periods import SchoolYear
from methodservice.lib.refusals import AlreadyDone, Refused

TITLE = "Папка документов"
ASSOCIATIONS = Association.objects.select_related("municipality", "school")
PAPERS = Paper.objects.select_related(
    "association__municipality", "association__school", "kind", "file", "author"
)


def folder_url(association_id: int, year: SchoolYear, anchor: str = "") -> str:
    """Address of a file for a school year."""
    address = f"{reverse('papers:folder', args=[association_id])}?year={year.first}"
    return f"{address}#{anchor}" if anchor else address


def _crumbs(association, year) -> list[tuple[str, str]]:
    return [*crumbs_to(association), (TITLE, folder_url(association.pk, year))]


def _years(association, year, today) -> list[SchoolYear]:
    """School years that have papers, the last, the present and the one shown; the coming one from May. 1 query."""
    put_in = association.papers.order_by().values_list("school_year", flat=True).distinct()
    now = SchoolYear.containing(today)
    known = {now.previous, now, SchoolYear.containing(today + COMING), year}
    return sorted(known | {SchoolYear(first) for first in put_in}, reverse=True)


@require_GET
def folder(request, pk):
    """The file of an association for a year. 2 queries beside `folder_of` and the user's rights."""
    association = fetch_visible(ASSOCIATIONS, request.user, pk=pk)
    today = timezone.localdate()
    year = asked_year(request, SchoolYear.containing(today))
    leads = Association.objects.led_by(request.user).filter(pk=pk).exists()
    context = {
        "title": TITLE,
        "association": association,
        "folder": folder_of(association, year, today),
        "year": year,
        "years": _years(association, year, today),
        "may_put": leads and not association.closed_on,
        "keeps_list": request.user.access.is_methodist,
        "crumbs": crumbs_to(association),
    }
    return render(request, "papers/folder.html", context)


@require_http_methods(["GET", "POST"])
def add(request, pk, kind):
    """Put a paper of the kind into the file. `?year=` as on the page of the file."""
    association = fetch_visible(ASSOCIATIONS, request.user, pk=pk)
    if not Association.objects.led_by(request.user).filter(pk=pk).exists():
        raise PermissionDenied
    kind = fetch_visible(PaperKind, request.user, pk=kind)
    if kind.retired:
        raise Http404
    year = asked_year(request, SchoolYear.containing(timezone.localdate()))
    back_url = folder_url(pk, year, f"kind-{kind.pk}")
    form = NewPaperForm(
        typed(request),
        request.FILES if request.method == "POST" else None,
        instance=Paper(association=association, kind=kind),
        back_url=back_url,
    )

    def do(form):
        service.put_in(
            association=association,
            kind=kind,
            year=year,
            fields=form.words,
            upload=form.cleaned_data["upload"],
            by=request.user,
        )

    return service_page(
        request,
        form,
        f"Вложить: {kind.title}",
        do,
        back_url=back_url,
        crumbs=_crumbs(association, year),
        done="Документ вложен.",
        intro=f"{association.title}, {year} учебный год.",
    )


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Change the words of a paper, put another file in its place."""
    paper = fetch_editable(PAPERS, request.user, pk=pk)
    year = SchoolYear(paper.school_year)
    back_url = folder_url(paper.association_id, year, f"kind-{paper.kind_id}")
    with transaction.atomic():
        if request.method == "POST":
            lock_association(paper.association_id)
            paper = fetch_visible(PAPERS, request.user, pk=pk)
        form = PaperForm(
            typed(request),
            request.FILES if request.method == "POST" else None,
            instance=paper,
            back_url=back_url,
        )

        def do(form):
            service.change(
                paper=paper, fields=form.words, upload=form.cleaned_data["upload"], by=request.user
            )

        return service_page(
            request,
            form,
            f"Изменить: {paper.title}",
            do,
            back_url=back_url,
            crumbs=_crumbs(paper.association, year),
            done="Сохранено.",
            intro=f"{paper.kind.title}, {paper.association.title}, {year} учебный год.",
        )


@require_http_methods(["GET", "POST"])
def remove(request, pk):
    """Asks once, then takes the paper out with its file."""
    paper = fetch_editable(PAPERS, request.user, pk=pk)
    year = SchoolYear(paper.school_year)
    back_url = folder_url(paper.association_id, year, f"kind-{paper.kind_id}")
    refusal = ""
    if request.method == "POST":
        try:
            service.take_out(paper=paper, by=request.user)
        except AlreadyDone as repeat:
            messages.info(request, str(repeat))
            return redirect(back_url)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"Документ убран: {paper.title}.")
            return redirect(back_url)
    context = {
        "title": f"Убрать: {paper.title}",
        "crumbs": _crumbs(paper.association, year),
        "question": refusal or f"Убрать «{paper.title}» из папки?",
        "consequence": "" if refusal or not paper.file else f"Файл «{paper.file}» будет удалён с сервера.",
        "action": "Убрать",
        "back_url": back_url,
    }
    return render(request, "components/confirm.html", context, status=REFUSED if refusal else 200)
