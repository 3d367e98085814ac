"""The only door to git: it knows repositories, commits and files, and nothing of what is in them."""
