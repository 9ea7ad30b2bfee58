"""What can be done in the workbench, and with which key."""
