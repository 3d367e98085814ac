"""The site over HTTP on this machine: as it was built, or as it would be; the only door to the
web server.
"""
