"""People paying people, payment requests of members and shops, and bills that are split."""
