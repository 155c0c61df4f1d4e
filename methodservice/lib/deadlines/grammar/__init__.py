"""Grammar of deadlines: `phrases_in` tells what is said and which words are left over."""

from methodservice.lib.deadlines.grammar.whole import Parsed, parse

__all__ = ["Parsed", "parse"]
