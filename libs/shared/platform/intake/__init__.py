"""How gateways hand in what residents suggest: to a round that asks for ideas."""
