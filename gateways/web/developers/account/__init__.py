"""An integrator's own pages: signed in with a key, they keep it, and manage their webhooks."""
