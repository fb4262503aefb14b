"""How the reader was made, which says where a passage answers a question; never imported at run time."""
