/* How wheel and fingers move the map: one finger and the wheel move the page; two fingers,
   or the wheel with Ctrl, move the map. A mouse may drag it. */
"use strict";
atlas.gestures = (() => {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} key */
  function hint(key) {
    const box = atlas.element("hint");
    box.textContent = atlas.words.word(key, { key: "Ctrl" });
    box.hidden = false;
    clearTimeout(timer);
    timer = setTimeout(() => { box.hidden = true; }, 1400);
  }

  /** @type {(leaflet: import("leaflet").Map, event: WheelEvent) => void} */
  function wheel(leaflet, event) {
    if (!event.ctrlKey && !event.metaKey) {
      hint("page.wheel");
      return;
    }
    event.preventDefault();
    const turns = event.deltaY * (event.deltaMode ? 20 : 1);
    leaflet.setZoomAround(leaflet.mouseEventToContainerPoint(event),
      leaflet.getZoom() - Math.max(-1, Math.min(turns / 120, 1)) * 0.6, { animate: false });
  }

  /** @type {Atlas["gestures"]["load"]} */
  function load(leaflet) {
    const frame = leaflet.getContainer();
    leaflet.scrollWheelZoom.disable();
    frame.addEventListener("wheel", (event) => wheel(leaflet, event), { passive: false });
    // Before Leaflet hears of a touch: one finger never drags the map.
    frame.addEventListener("touchstart", (event) => {
      if (event.touches.length === 1) leaflet.dragging.disable();
    }, { capture: true, passive: true });
    frame.addEventListener("touchmove", (event) => {
      if (event.touches.length > 1) event.preventDefault();
      else hint("page.touch");
    }, { passive: false });
    frame.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "touch") leaflet.dragging.enable();
    }, { capture: true });
  }

  return { load };
})();
