from .audit import AuditEvent
from .municipality import Municipality, MunicipalityRules, Signatory
from .people import Role, RoleKind, Subject, Teacher, User
from .school import School

__all__ = [
    "AuditEvent",
    "Municipality",
    "MunicipalityRules",
    "Role",
    "RoleKind",
    "School",
    "Signatory",
    "Subject",
    "Teacher",
    "User",
]
