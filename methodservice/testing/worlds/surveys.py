"""Records of `development.surveys` in the world of the access table."""

from methodservice.directory.models import School
from methodservice.testing import surveys as make

PEOPLE = 6


def add_surveys(world) -> None:
    """Surveys are named by their state; `named_survey` is open and tells names; `survey_link` opens a running one."""
    for ownership, whose in (("own", "own_school"), ("foreign", "foreign")):
        school = School.objects.get(pk=world.records["school"][whose])
        for state, name in (
            ("draft", "draft_survey"),
            ("open", "open_survey"),
            ("closed", "closed_survey"),
            ("open", "named_survey"),
        ):
            survey = make.survey(school.municipality, state, is_anonymous=name != "named_survey")
            question = make.question(survey, "scale", low="никак", high="отлично")
            make.question(survey, "multiple")
            make.question(survey)
            make.question(survey, "text")
            people = make.invitations(survey, school, PEOPLE)
            if name in ("closed_survey", "named_survey"):
                for invitation in people:
                    make.sheet(invitation)
            world.put(name, ownership, survey)
            if state == "draft":
                world.put("survey_question", ownership, question)
                world.put("survey_invitation", ownership, people[0])
            elif name == "open_survey":
                world.put("survey_link", ownership, (people[0].token,))
