"""The coin's own rules: sales, demurrage, credit, trade, wages, notes, and shared currencies."""
