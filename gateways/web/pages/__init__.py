"""What all pages share: frame, forms, guards, refusals."""
