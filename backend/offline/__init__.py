"""Payments while nobody has a network: certificates, settlement, who bears what (offline.md)."""
