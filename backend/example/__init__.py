"""The example neighbourhood: a small Kanaleneiland in which a newcomer can try every role.

It is made through the same services that people use, with a simulated clock, and exists only on
a database of its own behind a server that listens to this machine alone.
"""
