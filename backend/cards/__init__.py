"""Wallet cards: paying, earning and looking without a phone, by a printed number and a PIN."""
