"""A survey as a council asks it: eight people share out 100 among eleven factors of the budget."""

FACTORS = ("Streets", "Parks", "Schools", "Libraries", "Buses", "Housing", "Waste", "Youth", "Sport", "Care", "Arts")

SHARES: tuple[dict[int, int], ...] = (
    {1: 10, 2: 20, 3: 30, 4: 10, 5: 10, 6: 5, 7: 5, 8: 5, 9: 5},
    {2: 20, 3: 25, 4: 5, 5: 15, 6: 10, 8: 10, 10: 15},
    {1: 10, 2: 25, 3: 20, 6: 20, 7: 5, 9: 5, 10: 10, 11: 5},
    {2: 10, 3: 50, 5: 20, 8: 20},
    {1: 10, 2: 15, 3: 15, 4: 5, 5: 10, 6: 10, 7: 10, 8: 10, 9: 5, 10: 5, 11: 5},
    {2: 30, 3: 20, 6: 25, 10: 25},
    {1: 20, 2: 20, 3: 20, 4: 20, 5: 20},
    {2: 10, 3: 5, 6: 15, 8: 30, 10: 20, 11: 20},
)
"""What each gave: 50 in all to factor 1, so 6 on average, and 150 to factor 2, so 19."""
