"""Elements of WordprocessingML, written as nested calls: w("p", w("pPr", w("jc", val="center")))."""

import re

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document can hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF."""

TWIPS_IN_MM = 1440 / 25.4


def twips(millimetres: float) -> int:
    """Twentieths of a point, the unit of page sizes, indents and columns."""
    return round(millimetres * TWIPS_IN_MM)


def w(tag: str, *children, **attributes):
    """Element of the namespace `w` with attributes of the same namespace. None among the children is left out."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(child for child in children if child is not None)
    return element


def text_run(text: str, properties=None):
    """A run of text with its spaces kept; `properties`: a ready w:rPr or None."""
    words = w("t")
    words.text = ILLEGAL.sub("", text)
    words.set(qn("xml:space"), "preserve")
    return w("r", properties, words)
