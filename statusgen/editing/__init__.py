"""Edits of content: text -> text, checked as a whole in memory, and saved by one function."""
