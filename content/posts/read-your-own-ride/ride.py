"""Distance, time and climbing from a bike computer's CSV file.

Usage: python3 ride.py ride.csv
"""

import csv
import sys

SMOOTH = 3  # a barometer wobbles: believe a climb only after three metres

with open(sys.argv[1], newline="") as file:
    rows = [{name: float(value) for name, value in row.items()} for row in csv.DictReader(file)]

moving = [row for row in rows if row["km_per_hour"] > 2]
climbed, floor = 0, rows[0]["metres_up"]
for row in rows:
    if row["metres_up"] > floor + SMOOTH:
        climbed += row["metres_up"] - floor
        floor = row["metres_up"]
    elif row["metres_up"] < floor:
        floor = row["metres_up"]

every = rows[1]["seconds"] - rows[0]["seconds"]
hours = len(moving) * every / 3600

print(f"distance   {rows[-1]['km']:.1f} km")
print(f"moving     {hours * 60:.0f} min of {rows[-1]['seconds'] / 60:.0f}")
print(f"average    {rows[-1]['km'] / hours:.1f} km/h")
print(f"climbed    {climbed:.0f} m")
