"""What changed between two datasets, in records, and what it does to the network."""
