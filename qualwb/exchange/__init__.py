"""What leaves and enters in other forms: tables, reports, codebooks."""
