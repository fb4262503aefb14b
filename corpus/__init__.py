"""What a set of minutes is, before any index."""
