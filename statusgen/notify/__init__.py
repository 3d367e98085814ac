"""Tells the channels of site.yaml what became public: once each, and again rather than never.

An event has an id that nothing changes. A delivery is claimed in the ledger before it is sent and
written down as soon as it was: who is killed in between sends it again with the same id.
"""
