"""The nudge: what could tell who a person served is, and clinical words that have a plainer one.

Shown to whoever writes, before it is sent, and then forgotten: nothing here stores, counts or logs what it found.
"""
