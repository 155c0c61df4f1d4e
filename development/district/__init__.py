"""Views of the district over teachers' cards: plan-requests, attestation, needs, newcomers. Reading only."""
