"""People and how they are known: passkeys, sessions, device keys, recovery codes.

Other features use ``service``, ``queries`` and ``errors``. No password exists anywhere.
"""
