"""Kinds of orders that need nothing but the directory."""

from .blank import BLANK
from .changing import CHANGING
from .from_file import FROM_FILE
from .mentors import MENTORS
from .monitoring import MONITORING
from .programme import PROGRAMME

KINDS = (PROGRAMME, MONITORING, MENTORS, FROM_FILE, BLANK, CHANGING)
