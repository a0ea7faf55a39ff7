"""Looking after what is written: flags, asking that someone is checked on, decisions, appeals, taking words out.

It knows no forum: whoever has things that people write says in `subjects` where one is and what can be done with it.
"""
