"""How the shipped Khmer-English encoder is made: pairs in, model folder out; never imported at run time."""
