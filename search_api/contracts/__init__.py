"""What other programs speak: each contract is a thin form over the one search and the one answer."""
