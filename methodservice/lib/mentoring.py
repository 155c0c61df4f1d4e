"""What orders and the portal's pairs say alike about mentoring."""

FORMS = (
    ("peer", "педагог — педагог"),
    ("head", "руководитель образовательной организации — педагог"),
    ("student", "педагог — студент педагогического вуза или колледжа"),
    ("partner", "социальный партнёр — педагог"),
)
MOST_MENTEES = 3
"""More mentees of one mentor at once are told before the order or the pair is made."""
