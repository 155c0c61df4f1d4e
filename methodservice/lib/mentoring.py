"""What orders and the portal's pairs say alike about mentoring."""

PARTNER, STUDENT = "partner", "student"
FORMS_OF_STAFF = (
    ("peer", "педагог — педагог"),
    ("head", "руководитель образовательной организации — педагог"),
)
"""Both have a card."""
FORMS = (
    *FORMS_OF_STAFF,
    (STUDENT, "педагог — студент педагогического вуза или колледжа"),
    (PARTNER, "социальный партнёр — педагог"),
)
MOST_MENTEES = 3
"""More mentees of one mentor at once are told before the order or the pair is made."""
