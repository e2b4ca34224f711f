"""Redemption: shops and associations turn coin into euro, which a bank file pays out."""
