"""Who speaks: from the lines of a file to labelled turns, each label with a verdict and a reason."""
