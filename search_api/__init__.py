"""From a question to its hits and its answer, and everything that is served."""
