from .audit import AuditEvent
from .municipality import Municipality, MunicipalityRules, Signatory
from .people import Role, RoleKind, Subject, Teacher, User
from .posts import FormerPost
from .school import School

__all__ = [
    "AuditEvent",
    "FormerPost",
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
