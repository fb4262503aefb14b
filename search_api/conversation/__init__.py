"""Questions that lean on what was asked before, made to stand by themselves."""
