"""The screen of participation: who speaks how much, and after whom."""
