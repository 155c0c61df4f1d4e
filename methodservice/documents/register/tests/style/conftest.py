"""A district whose methodist opens «Оформление документов»."""

import pytest
from django.urls import reverse

from methodservice.directory.models import RoleKind
from methodservice.testing import factories as make
from methodservice.testing.forms import filled


@pytest.fixture
def district(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make.MunicipalityFactory(
        authority_superior="Администрация Заречного района", authority="Управление образования"
    )


@pytest.fixture
def person(district):
    return make.user_with_role(RoleKind.METHODIST, municipality=district)


@pytest.fixture
def methodist(person, visit):
    return visit(person)


@pytest.fixture
def url():
    return reverse("register:style")


@pytest.fixture
def change(methodist, url):
    """Function(**what is typed) → the answer to the form sent with it."""

    def send(**typed):
        return methodist.post(url, filled(methodist.get(url), **typed))

    return send
