"""Standing orders: dues, rents of plots and grants that are taken on the agreed days."""
