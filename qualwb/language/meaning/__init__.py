"""What texts mean, as vectors: an encoder is used where one is there, and never needed."""
