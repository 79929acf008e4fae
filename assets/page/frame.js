/* How much of the world is in sight: all of it at whatever size the frame has, until the
   reader moves the map. */
"use strict";
atlas.frame = (() => {
  /** @type {import("leaflet").Map} */
  let leaflet;
  /** @type {import("leaflet").LatLngBounds} */
  let bounds;
  let moved = false;           // by the reader, since the last reset
  let resetting = false;
  let legend = 0;              // pixels: the greatest height it had at this width
  let width = 0;
  /** @type {number | undefined} */
  let ice;                     // where Antarctica ends in the north, on the grid

  /* The world, with room for the legend below it where the frame leaves any: so much lies
     between the south of the map and that of the frame. It never shrinks while the years
     move, for the map would jump. */
  function measure() {
    const size = leaflet.getSize();
    const key = atlas.element("key");
    const over = getComputedStyle(key).position === "absolute" ? key.offsetHeight + 8 : 0;
    legend = size.x === width ? Math.max(legend, over) : over;
    width = size.x;
    const [west, south, east, north] = atlas.data.extent;
    const pixel = (east - west) / size.x;
    const free = Math.max(size.y - (north - south) / pixel, 0);
    // Where it leaves none, the legend may lie on Antarctica, and the world gives way.
    const room = Math.max(Math.min(free, legend) * pixel,
      legend * pixel - ((ice ?? south) - south));
    bounds = L.latLngBounds([south - (size.x ? room : 0), west], [north, east]);
  }

  /* The whole world, at whatever size the frame has. */
  function reset() {
    resetting = true;
    measure();
    leaflet.setMinZoom(-20).setMaxZoom(20).fitBounds(bounds, { animate: false });
    const home = leaflet.getZoom();
    leaflet.setMinZoom(home).setMaxZoom(home + 8);
    resetting = false;
  }

  let fitted = "";             // the sizes of the frame and the legend at the last fit

  const sizes = () => {
    const { clientWidth, clientHeight } = leaflet.getContainer();
    return `${clientWidth} ${clientHeight} ${atlas.element("key").clientHeight}`;
  };

  /** @type {Atlas["frame"]["fit"]}
      A window that changes its size keeps the whole world in sight, unless the reader has
      moved the map. While a handle moves, a heading of another length must not move the
      map: each fit draws every shape anew. */
  function fit() {
    const size = sizes();
    if (atlas.moving() || size === fitted) return;
    fitted = size;
    const [centre, zoom] = [leaflet.getCenter(), leaflet.getZoom()];
    leaflet.invalidateSize({ pan: false });
    reset();
    if (moved) leaflet.setView(centre, zoom, { animate: false });
    if (atlas.state) atlas.map.places();
  }

  /** @type {Atlas["frame"]["load"]} */
  function load(map, iceNorth) {
    leaflet = map;
    ice = iceNorth;
    leaflet.invalidateSize({ pan: false });
    reset();
    fitted = sizes();
    // Not Leaflet's maxBounds: that slides the map by itself, after each change of size.
    leaflet.on("moveend", () => {
      if (resetting) return;
      resetting = true;
      leaflet.panInsideBounds(bounds, { animate: false });
      resetting = false;
    });
  }

  /** @type {Atlas["frame"]["watch"]} */
  function watch() {
    leaflet.on("zoomstart dragstart", () => { moved ||= !resetting; });
    const observer = new ResizeObserver(fit);
    observer.observe(leaflet.getContainer());
    observer.observe(atlas.element("key"));
    // Paper has one width: the map is drawn for it before the page is laid out.
    addEventListener("beforeprint", () => {
      document.documentElement.classList.add("printing");
      fit();
    });
    addEventListener("afterprint", () => {
      document.documentElement.classList.remove("printing");
      fit();
    });
  }

  /** @type {Atlas["frame"]["home"]} */
  function home() {
    moved = false;
    reset();
    atlas.map.dots();
    atlas.map.places();
  }

  /** @type {Atlas["frame"]["zoom"]} */
  const zoom = (by) => { leaflet.setZoom(leaflet.getZoom() + by); };

  /** @type {Atlas["frame"]["show"]} */
  function show(box) {
    const close = Math.min(leaflet.getBoundsZoom(box.pad(0.5)), leaflet.getMinZoom() + 5);
    leaflet.setView(box.getCenter(), close, { animate: false });
  }

  return { load, watch, fit, home, zoom, show, resetting: () => resetting };
})();
