"""A language model behind the archive: what it writes is shown only where the minutes bear it out."""
