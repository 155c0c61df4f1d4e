"""Signing a long order: laying it out takes seconds, so a job does it. Safe to run twice: an order is signed once."""

from datetime import date

from methodservice.directory.models import Signatory
from methodservice.documents import rendering
from methodservice.documents.orders.models import Order
from methodservice.documents.orders.printed import TEMPLATE
from methodservice.documents.orders.services import signing
from methodservice.documents.printing import print_html
from methodservice.jobs import services as jobs
from methodservice.jobs.models import Job
from methodservice.lib.refusals import AlreadyDone, Refused

KIND = "orders.sign"
LOST_RIGHT = "Подписать этот приказ вы больше не можете."


def is_long(snapshot: dict) -> bool:
    """Whether laying the order out would keep whoever signs waiting."""
    return rendering.is_long(print_html(TEMPLATE, snapshot))


def sign_by_job(
    *, order: Order, on: date, number: str, signatory: Signatory | None, by, version: int, back: str
) -> Job:
    """The job that signs; a second click finds the first one's. back: where its page leads when it was refused."""
    over = (Job.State.DONE, Job.State.FAILED)
    running = Job.objects.visible_to(by).filter(kind=KIND, arguments__order=order.pk).exclude(state__in=over)
    if standing := running.first():
        return standing
    arguments = {
        "order": order.pk,
        "on": on.isoformat(),
        "number": number,
        "signatory": signatory and signatory.pk,
        "version": version,
        "url": back,
    }
    return jobs.start(kind=KIND, title=f"Подписание: {order.title}"[:200], by=by, arguments=arguments)


def sign_order(job: Job) -> dict:
    """The work of the job. Raises JobRefused with the sentence of the service."""
    asked, by = job.arguments, job.started_by
    order = Order.objects.signable_by(by).filter(pk=asked["order"]).first()
    if order is None:
        raise jobs.JobRefused(LOST_RIGHT)
    jobs.report(job, done=0, message="Печатаем и подписываем…")
    signatory = Signatory.objects.visible_to(by).filter(pk=asked["signatory"]).first()
    try:
        signed = signing.sign(
            order=order, on=date.fromisoformat(asked["on"]), number=asked["number"], signatory=signatory, by=by,
            version=asked["version"],
        )  # fmt: skip
    except AlreadyDone as done:
        jobs.report(job, done=0, message=str(done))
    except Refused as refusal:
        raise jobs.JobRefused(str(refusal)) from refusal
    else:
        jobs.report(job, done=0, message=f"Подписан приказ {signed.entry.number_and_date}.")
    return {"url": order.get_absolute_url()}
