from .aggregates import MunicipalAggregate, SchoolAggregate, Verdict, WideAggregate
from .campaigns import Campaign, Return, Value
from .cycle import Cycle, Measure, Note, Recommendation
from .indicators import Definition, Edition, Indicator, IndicatorSet, Target
from .readings import IndicatorReading

__all__ = [
    "Campaign",
    "Cycle",
    "Definition",
    "Edition",
    "Indicator",
    "IndicatorReading",
    "IndicatorSet",
    "Measure",
    "MunicipalAggregate",
    "Note",
    "Recommendation",
    "Return",
    "SchoolAggregate",
    "Target",
    "Value",
    "Verdict",
    "WideAggregate",
]
