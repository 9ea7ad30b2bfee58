"""The codebook screen: every code with its rule, its themes and its use."""
