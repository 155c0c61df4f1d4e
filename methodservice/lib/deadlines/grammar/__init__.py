"""Grammar of deadlines, written in the notation of `notation.py`; `whole.parse` reads a text by it."""
