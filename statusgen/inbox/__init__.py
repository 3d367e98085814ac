"""Requests that reach the site as events of GitHub: each becomes an edit, a commit and a push."""
