"""Aggregates of campaigns: computed from accepted values, set by set, and stored for pages to read.

`computing` decides what is locked and written; `by_statement` (PostgreSQL) and `by_rules` (any database) are two equal
ways to compute a layer; `running` knows the order of periods and the jobs; `overdue` finds what was missed.
"""
