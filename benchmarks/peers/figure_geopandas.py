"""A map as one first writes it: read the countries' GeoJSON, project, plot, save."""

import sys

import geopandas
import matplotlib

matplotlib.use("Agg")

source, target = sys.argv[1:]
frame = geopandas.read_file(source).to_crs("+proj=eqearth +lon_0=11")
axes = frame.plot(column="class", legend=True, figsize=(6.3, 4))
axes.figure.savefig(target, dpi=300)
