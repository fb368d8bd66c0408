// A window onto something larger that can be moved and scaled by mouse, touch and keys. It moves by transform alone, so
// moving lays out and renders nothing anew.

import { useEffect, useMemo, useRef } from './vendor/preact-htm.js';

const LEAST = 0.08;
const MOST = 1.5;
const EDGE = 24;
const STEP = 1.25;
/** Below these scales cards show less: words would be unreadable, and colours say enough. */
const FAR = 0.6;
const FARTHEST = 0.32;
const SPECKS = 0.2;

function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}

export function useViewport(size) {
  const frame = useRef(null);
  const world = useRef(null);
  const viewport = useMemo(() => controls(frame, world), []);
  useEffect(() => viewport.attach(), []);
  useEffect(() => viewport.resize(size.width, size.height, size.begin), [size.width, size.height, size.begin]);
  return viewport;
}

function controls(frame, world) {
  let x = 0;
  let y = 0;
  let scale = 1;
  let width = 0;
  let height = 0;
  let touched = false;
  let begin = 0;
  let waiting = 0;

  function apply() {
    waiting = 0;
    if (!world.current) {
      return;
    }
    world.current.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    const distance = scale < SPECKS ? 'farthest specks' : scale < FARTHEST ? 'farthest' : scale < FAR ? 'far' : 'near';
    if (frame.current.dataset.distance !== distance) {
      frame.current.dataset.distance = distance;
    }
    frame.current.dataset.scale = scale.toFixed(3);
  }

  function move(toX, toY) {
    const { clientWidth, clientHeight } = frame.current;
    const [lowX, highX] = bounds(clientWidth, width * scale);
    const [lowY, highY] = bounds(clientHeight, height * scale);
    const before = [x, y];
    x = clamp(toX, lowX, highX);
    y = clamp(toY, lowY, highY);
    waiting = waiting || requestAnimationFrame(apply);
    return Math.abs(before[0] - x) > 0.5 || Math.abs(before[1] - y) > 0.5;
  }

  /** What fits stays in the middle of its axis; what does not can be moved until its end is in sight. */
  function bounds(room, used) {
    return used + 2 * EDGE <= room ? [(room - used) / 2, (room - used) / 2] : [room - used - EDGE, EDGE];
  }

  function zoom(factor, atX, atY) {
    const next = clamp(scale * factor, LEAST, MOST);
    const ratio = next / scale;
    scale = next;
    touched = true;
    move(atX - (atX - x) * ratio, atY - (atY - y) * ratio);
  }

  function zoomBy(factor) {
    zoom(factor, frame.current.clientWidth / 2, frame.current.clientHeight / 2);
  }

  function fit() {
    const { clientWidth, clientHeight } = frame.current;
    scale = clamp(Math.min((clientWidth - 2 * EDGE) / width, (clientHeight - 2 * EDGE) / height, 1), LEAST, 1);
    touched = false;
    move(0, 0);
  }

  /** As it is when the page opens: all of it if that is readable, else from the beginning, in the middle if that can be. */
  function settle() {
    fit();
    if (scale < FAR) {
      scale = Math.max(scale, 0.75);
      move(EDGE, Math.max((frame.current.clientHeight - height * scale) / 2, EDGE - begin * scale));
    }
  }

  function resize(toWidth, toHeight, toBegin) {
    begin = toBegin;
    width = toWidth;
    height = toHeight;
    if (touched) {
      move(x, y);
    } else {
      settle();
    }
  }

  /** Moves just enough for a box of the world to be in sight. */
  function reveal(box) {
    const { clientWidth, clientHeight } = frame.current;
    let toX = Math.min(Math.max(x, EDGE - box.x * scale), clientWidth - EDGE - (box.x + box.width) * scale);
    if (box.width * scale > clientWidth - 2 * EDGE) {
      toX = EDGE - box.x * scale;
    }
    const toY = Math.min(Math.max(y, EDGE - box.y * scale), clientHeight - EDGE - (box.y + box.height) * scale);
    move(toX, toY);
    touched = true;
  }

  function attach() {
    const element = frame.current;
    const pointers = new Map();
    let spread = 0;

    function wheel(event) {
      const box = element.getBoundingClientRect();
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        zoom(Math.exp(-clamp(event.deltaY, -60, 60) / 120), event.clientX - box.left, event.clientY - box.top);
        return;
      }
      const unit = event.deltaMode === 1 ? 18 : 1;
      touched = true;
      const moved = event.shiftKey && !event.deltaX
        ? move(x - event.deltaY * unit, y)
        : move(x - event.deltaX * unit, y - event.deltaY * unit);
      // At the end the page may scroll on.
      if (moved) {
        event.preventDefault();
      }
    }

    function down(event) {
      if (event.button || event.target.closest('button, a, input, select, summary, .grab')) {
        return;
      }
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      spread = 0;
      element.setPointerCapture(event.pointerId);
      element.classList.add('moving');
    }

    function drag(event) {
      const before = pointers.get(event.pointerId);
      if (!before) {
        return;
      }
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (pointers.size === 1) {
        touched = true;
        move(x + event.clientX - before.x, y + event.clientY - before.y);
      } else if (pointers.size === 2) {
        const [one, other] = [...pointers.values()];
        const now = Math.hypot(one.x - other.x, one.y - other.y);
        const box = element.getBoundingClientRect();
        if (spread) {
          zoom(now / spread, (one.x + other.x) / 2 - box.left, (one.y + other.y) / 2 - box.top);
        }
        spread = now;
      }
    }

    function up(event) {
      pointers.delete(event.pointerId);
      spread = 0;
      if (!pointers.size) {
        element.classList.remove('moving');
      }
    }

    const observer = new ResizeObserver(() => resize(width, height, begin));
    observer.observe(element);
    const listening = { wheel, pointerdown: down, pointermove: drag, pointerup: up, pointercancel: up };
    Object.entries(listening).forEach(([name, listener]) => element.addEventListener(name, listener, { passive: false }));
    return () => {
      observer.disconnect();
      cancelAnimationFrame(waiting);
      Object.entries(listening).forEach(([name, listener]) => element.removeEventListener(name, listener));
    };
  }

  return { frame, world, attach, resize, fit, reveal, zoomIn: () => zoomBy(STEP), zoomOut: () => zoomBy(1 / STEP), scale: () => scale };
}
