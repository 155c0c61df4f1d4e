"""What the pages of results read: stored aggregates with what explains them. Nothing here computes a result anew."""
