from .attestations import Attestation, PlannedAttestation
from .courses import Course, CourseRequest, Provider
from .deficits import Deficit, DeficitKind, Diagnosis, DiagnosisResult
from .records import CardRecord
from .routes import Route, RouteStep
from .works import ContestEntry, Work

__all__ = [
    "Attestation",
    "CardRecord",
    "ContestEntry",
    "Course",
    "CourseRequest",
    "Deficit",
    "DeficitKind",
    "Diagnosis",
    "DiagnosisResult",
    "PlannedAttestation",
    "Provider",
    "Route",
    "RouteStep",
    "Work",
]
