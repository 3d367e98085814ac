"""Diagnostics for people and for machines: one format per module."""
