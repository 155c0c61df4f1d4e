"""What Django lets pass in a template and a person would see on the page."""

from django.conf import settings


def test_a_comment_of_a_template_ends_on_its_line():
    """Django takes `{# … #}` as a comment within one line only; a longer one is printed on the page."""
    printed = [
        f"{path.relative_to(settings.BASE_DIR)}:{number}"
        for path in settings.BASE_DIR.glob("templates/**/*.*")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if line.count("{#") != line.count("#}")
    ]
    assert printed == []
