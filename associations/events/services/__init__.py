from .events import add_event

__all__ = ["add_event"]
