"""How good the archive is, in figures that anyone can reproduce."""
