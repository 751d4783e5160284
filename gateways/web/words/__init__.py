"""What the pages say, in each reader's language: catalogues, dates in full, money with its currency."""
