"""The certificate of a withdrawal, for the participant, the archive and the ethics board."""
