"""What the folders of associations keep about a person: papers by this author."""

from associations.papers.models import Paper
from methodservice import registries
from methodservice.directory.telling import section_of

SECTION = section_of(
    "papers",
    "Работы в папках объединений",
    Paper,
    path="author",
    order=("created_at", "pk"),
    related=("association__municipality", "association__school", "kind", "file"),
)


def register():
    """Called once when the app is ready."""
    registries.personal_data.append(SECTION)
