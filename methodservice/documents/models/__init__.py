"""Numbers, the register, frozen documents, attached files, the look of orders."""

from .files import StoredFile
from .frozen import FrozenDocument, new_check_code
from .numbers import NumberSequence
from .reading import FileReading
from .register import DocumentKind, NumberMask, RegisterEntry
from .rendering import Rendering
from .style import DocumentStyle

__all__ = [
    "DocumentKind",
    "DocumentStyle",
    "FileReading",
    "FrozenDocument",
    "NumberMask",
    "NumberSequence",
    "RegisterEntry",
    "Rendering",
    "StoredFile",
    "new_check_code",
]
