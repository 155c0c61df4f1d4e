"""A plan out of a table of Word or Excel: headings by their usual words, nothing that is written is lost.

`read_plan(file, name, year)` → `ReadPlan`; `review(...)` says what each line means in the association's plan.
"""

from .reading import ReadLine, ReadPlan, read_plan
from .reviewing import Reviewed, review

__all__ = ["ReadLine", "ReadPlan", "Reviewed", "read_plan", "review"]
