"""Edits of a site as people, tools and accidents make them, for histories of builds."""
