"""What in talk can surely be written otherwise or left out, for the print version of a quote."""
