"""Lists of courses, attestations and diagnostics from XLSX and CSV; see methodservice/directory/importing."""

from development.importing.attestations import AttestationResource
from development.importing.courses import CourseResource
from development.importing.diagnostics import DiagnosisResource
from methodservice.directory.importing import Importer
from methodservice.directory.models import School


def _importer(**words) -> Importer:
    return Importer(
        may_load=lambda user: user.access.is_methodist or user.access.is_coordinator,
        target_label="Организация для всего файла",
        targets=lambda user: School.objects.editable_by(user).filter(closed_on__isnull=True),
        **words,
    )


IMPORTERS = (
    _importer(
        name="courses",
        title="Обучение педагогов",
        about="Курсы и переподготовка: кто, чему, сколько часов, когда закончил.",
        resource=CourseResource,
        list_url="development:watch",
        order=40,
    ),
    _importer(
        name="attestations",
        title="Аттестация",
        about="Установленные категории и соответствие должности, с реквизитами приказов.",
        resource=AttestationResource,
        list_url="development:attestation",
        order=41,
    ),
    _importer(
        name="diagnostics",
        title="Диагностики",
        about="Результаты диагностик по четырём видам дефицитов.",
        resource=DiagnosisResource,
        list_url="development:needs",
        order=42,
    ),
)
