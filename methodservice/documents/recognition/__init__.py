"""Office documents as they are: order, passport, roadmap, indicators, stages told by headings and shape.

recognised = recognise_file(file, "Программа.docx")   # FileRefused with a sentence in Russian
as_json(recognised)                                     # what `manage.py read_document FILE --json` prints
"""

from .answer import LIVING, Column, Kind, Recognised, RecognisedTable, Role, Row, Section, Words
from .measures import Measure, measure_of
from .printed import as_json, notes_of
from .recognise import recognise, recognise_file
from .stages import Stage, stage_of
from .times import when_of

__all__ = [
    "LIVING",
    "Column",
    "Kind",
    "Measure",
    "Recognised",
    "RecognisedTable",
    "Role",
    "Row",
    "Section",
    "Stage",
    "Words",
    "as_json",
    "measure_of",
    "notes_of",
    "recognise",
    "recognise_file",
    "stage_of",
    "when_of",
]
