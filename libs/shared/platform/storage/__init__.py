"""A service's own database: transactions, migrations, and rows that several services keep alike."""
