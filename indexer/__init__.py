"""Documents into an archive on disk, and back."""
