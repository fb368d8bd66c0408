// Freight is dragged to a Stage with mouse or pen; by keyboard and touch the menus do the same.

import { useEffect, useState } from './vendor/preact-htm.js';

const FAR_ENOUGH = 6;

/**
 * Follows a chip from where it is grabbed to the card where it is let go.
 *
 * `frame` holds everything; `onDrop(freightName, stageName)` is called at the end. Returns the name of what is being
 * dragged, or null.
 */
export function useFreightDrag(frame, onDrop) {
  const [dragged, setDragged] = useState(null);
  useEffect(() => {
    const element = frame.current;
    let start = null;
    let ghost = null;
    let target = null;

    function begin(event) {
      const chip = event.target.closest('.grab');
      if (!chip || event.button || event.pointerType === 'touch') {
        return;
      }
      start = { chip, x: event.clientX, y: event.clientY, pointer: event.pointerId };
      addEventListener('pointermove', move);
      addEventListener('pointerup', end);
      addEventListener('pointercancel', cancel);
      addEventListener('keydown', escape);
    }

    function move(event) {
      if (event.pointerId !== start.pointer) {
        return;
      }
      if (!ghost) {
        if (Math.hypot(event.clientX - start.x, event.clientY - start.y) < FAR_ENOUGH) {
          return;
        }
        ghost = start.chip.cloneNode(true);
        ghost.classList.add('ghost');
        ghost.setAttribute('aria-hidden', 'true');
        element.appendChild(ghost);
        element.classList.add('dragging');
        setDragged(start.chip.dataset.freight);
      }
      event.preventDefault();
      ghost.style.left = `${event.clientX}px`;
      ghost.style.top = `${event.clientY}px`;
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const card = under && under.closest('.card[data-stage]');
      if (card !== target) {
        if (target) {
          target.classList.remove('over');
        }
        target = card;
        if (target) {
          target.classList.add('over');
        }
      }
    }

    function end() {
      const stage = target && target.classList.contains('takes') ? target.dataset.stage : null;
      const name = start.chip.dataset.freight;
      const moved = Boolean(ghost);
      cancel();
      if (moved) {
        // The click that ends a drag is none.
        addEventListener('click', swallow, { capture: true, once: true });
        setTimeout(() => removeEventListener('click', swallow, { capture: true }), 50);
      }
      if (stage) {
        onDrop(name, stage);
      }
    }

    function swallow(event) {
      event.preventDefault();
      event.stopPropagation();
    }

    function escape(event) {
      if (event.key === 'Escape') {
        cancel();
      }
    }

    function cancel() {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', end);
      removeEventListener('pointercancel', cancel);
      removeEventListener('keydown', escape);
      if (ghost) {
        ghost.remove();
      }
      if (target) {
        target.classList.remove('over');
      }
      element.classList.remove('dragging');
      ghost = null;
      target = null;
      setDragged(null);
    }

    const noNative = (event) => event.preventDefault();
    element.addEventListener('pointerdown', begin);
    element.addEventListener('dragstart', noNative);
    return () => {
      cancel();
      element.removeEventListener('pointerdown', begin);
      element.removeEventListener('dragstart', noNative);
    };
  }, [onDrop]);
  return dragged;
}
