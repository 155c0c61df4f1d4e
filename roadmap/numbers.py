"""Numbers of items as documents write them: the next one, and all of them anew. Pure."""

import re
from collections.abc import Sequence

LAST = re.compile(r"(?P<before>.*?)(?P<number>\d+)(?P<end>[.)]?)\Z", re.DOTALL)


def next_number(before: Sequence[str], section: str = "", others: Sequence[str] = ()) -> str:
    """The number of a new line: «2.5» → «2.6», «7.» → «8.».

    before: numbers of the lines above it in its section, in order; section: the section's own number; others: numbers
    of the other lines of the table, which tell the manner when the section has none yet. "" where nothing tells.
    """
    found = [match for match in map(_read, before) if match]
    if found:
        return f"{found[-1]['before']}{int(found[-1]['number']) + 1}{found[-1]['end']}"
    if before:
        return ""
    known = [match for match in map(_read, others) if match]
    own = _figures(section)
    if known and "." not in known[-1]["before"]:
        return f"{max(int(match['number']) for match in known) + 1}{known[-1]['end']}"
    end = known[-1]["end"] if known else ""
    if own:
        return f"{own}.1{end}"
    return "" if known else "1"


def renumbered(sections: Sequence[tuple[str, Sequence[str]]]) -> list[list[str]]:
    """All numbers in a row, in the manner of most of them: «2.1» by sections, or «1» through the table.

    sections: number of each section («2», «II», "") with the numbers of its lines; "" as the number of the first: the
    lines above the sections.
    """
    known = [match for _, numbers in sections for match in map(_read, numbers) if match]
    dotted = 2 * sum("." in match["before"] for match in known) > len(known)
    end = max((match["end"] for match in known), key=[match["end"] for match in known].count, default="")
    answer, count = [], 0
    for place, (section, numbers) in enumerate(sections, 1):
        if dotted and len(sections) > 1:
            own = _figures(section) or str(place)
            answer.append([f"{own}.{number}{end}" for number in range(1, len(numbers) + 1)])
            continue
        answer.append([f"{number}{end}" for number in range(count + 1, count + len(numbers) + 1)])
        count += len(numbers)
    return answer


def _read(number: str) -> re.Match | None:
    return LAST.fullmatch(number.strip())


def _figures(section: str) -> str:
    """«2.» → «2»; Roman numbers are the section's own and do not go into numbers of lines."""
    text = section.strip().rstrip(".)")
    return text if re.fullmatch(r"\d+(\.\d+)*", text) else ""
