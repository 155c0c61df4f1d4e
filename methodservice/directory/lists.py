"""Lists that the directory offers to load from files."""

from methodservice import registries
from methodservice.directory.importing import Importer
from methodservice.directory.models import School
from methodservice.directory.resources import SchoolResource, TeacherResource

SCHOOLS = Importer(
    name="schools",
    title="Организации",
    about="Школы, детские сады и организации дополнительного образования муниципалитета.",
    resource=SchoolResource,
    may_load=lambda user: user.access.is_methodist,
    list_url="directory:school_list",
    order=10,
)
TEACHERS = Importer(
    name="teachers",
    title="Педагоги",
    about="Кадровые списки школ — в том виде, в каком их присылают: ФИО в одном столбце или в трёх.",
    resource=TeacherResource,
    may_load=lambda user: user.access.is_methodist or user.access.is_coordinator,
    list_url="directory:teacher_list",
    target_label="Организация для всего файла",
    targets=lambda user: School.objects.editable_by(user).filter(closed_on__isnull=True),
    order=20,
)


def register():
    """Called once when the app is ready."""
    for importer in (SCHOOLS, TEACHERS):
        registries.importers[importer.name] = importer
