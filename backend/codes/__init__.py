"""The signed codes that a camera reads: made, read and verified without Flask and without SQL.

``payment`` is the code on a payer's screen, ``task`` the one on a coordinator's poster, ``links``
and ``text_code`` the other ways in which a code travels, ``recognise`` tells them apart, ``keys``
knows the public keys that verify them. The formats are specified in ``docs/codes.md``; the
TypeScript twin is ``pwa/src/core``, and ``tests/vectors`` holds both to the same bytes.
"""
