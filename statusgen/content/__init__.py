"""The files that people write -> Site + diagnostics: everything wrong is noted, nothing raises."""
