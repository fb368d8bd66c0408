// The page people leave open: new Freight above, and below it how it travels.

import { html, useCallback, useMemo, useRef, useState } from './vendor/preact-htm.js';
import { projectPath } from './address.js';
import { GroupCard, StageCard, WarehouseCard } from './card.js';
import { distinguish } from './colours.js';
import { useFreightDrag } from './drag.js';
import { condense, groupOf, groupings, place, shape } from './layout.js';
import { useLive } from './live.js';
import { Chip, Loading, useMedia, useRemembered } from './parts.js';
import { asked } from './question.js';
import { Ago } from './time.js';
import { useViewport } from './viewport.js';
import { called, count } from './words.js';

const POLL = 1000;
const NEWEST = 24;

export function Pipeline({ project, may, ask }) {
  const { value: graph, problem } = useLive(projectPath(project, 'graph'), POLL);
  if (!graph) {
    return html`<${Loading} problem=${problem} what="the pipeline" />`;
  }
  distinguish(graph.stages.flatMap((stage) => stage.current.map((carried) => carried.name)));
  if (!graph.stages.length && !graph.warehouses.length) {
    return html`<p class="empty">This project has neither Warehouses nor Stages yet. Add their manifests, and they appear here.</p>`;
  }
  return html`<${Board} project=${project} graph=${graph} may=${may} ask=${ask} />`;
}

function Board({ project, graph, may, ask }) {
  const narrow = useMedia('(max-width: 46rem)');
  const [by, setBy] = useRemembered(`group:${project}`, '');
  const [folded, setFolded] = useRemembered(`collapsed:${project}`, []);
  const [text, setText] = useState('');
  const [lit, setLit] = useState(null);
  const frame = useRef(null);
  const choices = useMemo(() => groupings(graph.stages), [graph.stages]);
  const grouping = choices.some((choice) => choice.key === by) ? by : '';
  const groups = useMemo(
    () => [...new Set(graph.stages.map((stage) => groupOf(stage, grouping)).filter((group) => group !== null))].sort(),
    [graph.stages, grouping],
  );
  const collapsed = useMemo(() => new Set(grouping ? folded : []), [folded, grouping]);
  const open = useCallback((group) => setFolded(folded.filter((other) => other !== group)), [folded]);
  const onDrop = useCallback((freight, stage) => ask({ kind: 'promote', stage, freight }), [ask]);
  const { value: newest } = useLive(`${projectPath(project, 'freight')}?limit=${NEWEST}`);
  const dragged = useFreightDrag(frame, onDrop);
  const draggedOrigin = useMemo(() => dragged && originOf(dragged, newest, graph), [dragged]);
  const marks = useMemo(() => mark(graph.stages, { text, lit, draggedOrigin, may }), [graph.stages, text, lit, draggedOrigin, may]);
  const condensed = useMemo(() => condense(graph, grouping, collapsed), [graph, grouping, collapsed]);
  const common = { project, may, ask, open, marks, condensed };
  return html`<div class="board" ref=${frame}>
    <${Tray} project=${project} newest=${newest} graph=${graph} lit=${lit} setLit=${setLit} />
    <div class="tools" role="toolbar" aria-label="Pipeline">
      <label class="search">Find <input type="search" value=${text} placeholder="Stage, Freight, version" onInput=${(event) => setText(event.target.value)} /></label>
      ${choices.length
        ? html`<label>Group by${' '}
            <select value=${grouping} onChange=${(event) => { setBy(event.target.value); setFolded([]); }}>
              <option value="">nothing</option>
              ${choices.map((choice) => html`<option value=${choice.key}>${choice.title}</option>`)}
            </select>
          </label>`
        : null}
      ${groups.length
        ? html`<details class="groups">
            <summary>${collapsed.size ? `${count(collapsed.size, 'group')} collapsed` : 'Groups'}</summary>
            <div>
              <p>
                <button type="button" onClick=${() => setFolded(groups)}>Collapse all</button>${' '}
                <button type="button" onClick=${() => setFolded([])}>Show all</button>
              </p>
              ${groups.map(
                (group) => html`<label key=${group}>
                  <input type="checkbox" checked=${!collapsed.has(group)} onChange=${() => setFolded(collapsed.has(group) ? folded.filter((other) => other !== group) : [...folded, group])} />
                  <bdi>${group}</bdi>
                </label>`,
              )}
            </div>
          </details>`
        : null}
      <${Tally} stages=${graph.stages} />
    </div>
    ${narrow ? html`<${Cards} ...${common} />` : html`<${Graph} ...${common} />`}
  </div>`;
}

function originOf(name, newest, graph) {
  const listed = newest && newest.items.find((freight) => freight.name === name);
  if (listed) {
    return listed.origin;
  }
  for (const stage of graph.stages) {
    for (const carried of stage.current) {
      if (carried.name === name) {
        return carried.origin;
      }
    }
    for (const ahead of stage.ahead) {
      if (ahead.next.name === name) {
        return ahead.origin;
      }
    }
  }
  return null;
}

/** How each Stage's card stands out: where dragged Freight may be let go, and what a search or a colour picks out. */
function mark(stages, { text, lit, draggedOrigin, may }) {
  const wanted = text.trim().toLowerCase();
  const marks = new Map();
  for (const stage of stages) {
    const words = [];
    if (draggedOrigin) {
      const takes = !stage.controlFlow && stage.requestedFreight.some((request) => request.origin === draggedOrigin) && may('PROMOTE', stage.name);
      words.push(takes ? 'takes' : 'dim');
    }
    if ((wanted && !mentions(stage, wanted)) || (lit && !stage.current.some((carried) => carried.name === lit))) {
      words.push('dim');
    }
    marks.set(stage.name, words.join(' '));
  }
  return marks;
}

function mentions(stage, wanted) {
  const texts = [stage.name, ...Object.values(stage.labels)];
  stage.current.forEach((carried) => texts.push(called(carried), carried.name, ...carried.artifacts.map((artifact) => artifact.version)));
  return texts.some((text) => text.toLowerCase().includes(wanted));
}

function Tally({ stages }) {
  const parts = [
    [stages.filter((stage) => stage.health === 'Unhealthy').length, 'unhealthy', 'bad'],
    [stages.filter((stage) => !stage.running && stage.last && ['Failed', 'Errored'].includes(stage.last.phase)).length, 'failed', 'bad'],
    [stages.filter((stage) => asked(stage.running)).length, 'waiting for people', 'busy'],
    [stages.filter((stage) => stage.running && !asked(stage.running)).length, 'running', 'busy'],
  ].filter(([number]) => number);
  return html`<p class="tally">
    <span class="note">${count(stages.length, 'Stage')}</span>
    ${parts.map(([number, words, tone]) => html`<span class="state ${tone}">${number} ${words}</span>`)}
  </p>`;
}

/** New Freight, newest first; where it is shows by counting, and by lighting up its Stages. */
function Tray({ project, newest, graph, lit, setLit }) {
  if (!newest || !newest.items.length) {
    return null;
  }
  const real = graph.stages.filter((stage) => !stage.controlFlow).length;
  return html`<ul class="tray" aria-label="Newest Freight">
    ${newest.items.map((freight) => {
      const places = Object.keys(freight.currentlyIn);
      return html`<li key=${freight.name}>
        <${Chip} freight=${freight} project=${project} grab />
        <span class="note"><${Ago} time=${freight.discoveredAt} /></span>
        <button
          type="button"
          class="quiet"
          aria-pressed=${lit === freight.name ? 'true' : 'false'}
          title=${places.join(', ')}
          disabled=${!places.length}
          onClick=${() => setLit(lit === freight.name ? null : freight.name)}
        >${places.length ? `in ${places.length === 1 ? places[0] : `${places.length} of ${real}`}` : 'nowhere'}</button>
      </li>`;
    })}
  </ul>`;
}

function card(node, { project, may, ask, open, marks }) {
  switch (node.kind) {
    case 'warehouse':
      return html`<${WarehouseCard} project=${project} warehouse=${node.warehouse} may=${may} />`;
    case 'group':
      return html`<${GroupCard} group=${node.group} stages=${node.stages} open=${open} />`;
    default:
      return html`<${StageCard} project=${project} stage=${node.stage} may=${may} ask=${ask} drop=${marks.get(node.stage.name)} />`;
  }
}

/** One below the other, in the order in which Freight travels: for phones. */
function Cards(props) {
  const key = shape(props.condensed);
  const order = useMemo(() => place(props.condensed).places, [key]);
  const nodes = [...props.condensed.nodes].sort((a, b) => order.get(a.key).x - order.get(b.key).x || order.get(a.key).y - order.get(b.key).y);
  return html`<ul class="cards list" aria-label="Warehouses and Stages, in the order in which Freight travels">
    ${nodes.map((node) => html`<li key=${node.key}>${card(node, props)}</li>`)}
  </ul>`;
}

function Graph(props) {
  const { condensed } = props;
  const key = shape(condensed);
  const plan = useMemo(() => place(condensed), [key]);
  const viewport = useViewport(plan);
  const [near, setNear] = useState(null);
  const nodes = useMemo(
    () => [...condensed.nodes].sort((a, b) => plan.places.get(a.key).x - plan.places.get(b.key).x || plan.places.get(a.key).y - plan.places.get(b.key).y),
    [condensed, plan],
  );
  const neighbours = useMemo(() => near && new Set(condensed.edges.filter((edge) => edge.from === near || edge.to === near).map((edge) => edge.key)), [near, condensed]);
  function focused(event) {
    // A card that gets the focus must come into sight, and the browser cannot scroll what is moved by transform.
    viewport.frame.current.scrollTo(0, 0);
    const item = event.target.closest('li[data-key]');
    if (item && event.target.matches(':focus-visible')) {
      viewport.reveal(plan.places.get(item.dataset.key));
    }
    setNear(item ? item.dataset.key : null);
  }
  function keys(event) {
    if (event.target.closest('input, select, textarea, dialog') || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const item = event.target.closest('li[data-key]');
    const deed = { '+': viewport.zoomIn, '=': viewport.zoomIn, '-': viewport.zoomOut, 0: viewport.fit, f: viewport.fit }[event.key];
    if (deed) {
      event.preventDefault();
      deed();
    } else if (event.key.startsWith('Arrow') && item && event.target.matches('.card')) {
      const to = neighbour(plan, condensed, item.dataset.key, event.key);
      const next = to && viewport.frame.current.querySelector(`li[data-key="${CSS.escape(to)}"] .card`);
      if (next) {
        event.preventDefault();
        next.focus({ preventScroll: true });
      }
    } else if (event.key === 'p' && item && event.target.matches('.card.stage:not(.passing)')) {
      event.preventDefault();
      props.ask({ kind: 'promote', stage: event.target.dataset.stage });
    } else if (event.key === 'Enter' && event.target.matches('.card')) {
      const link = event.target.querySelector('h3 a, footer button');
      if (link) {
        link.click();
      }
    }
  }
  return html`<div class="graph">
    <div
      class="frame"
      ref=${viewport.frame}
      role="region"
      aria-label="Pipeline. Arrow keys go from card to card, p promotes, plus and minus zoom, 0 shows everything."
      tabindex="0"
      style=${{ '--wb-graph': `${Math.round(plan.height) + 96}px` }}
      onKeyDown=${keys}
      onFocusIn=${focused}
      onMouseOver=${(event) => { const item = event.target.closest('li[data-key]'); setNear(item ? item.dataset.key : null); }}
      onMouseLeave=${() => setNear(null)}
    >
      <div class="world" ref=${viewport.world} style=${{ width: `${plan.width}px`, height: `${plan.height}px` }}>
        <svg class="edges" width=${plan.width} height=${plan.height} aria-hidden="true">
          <defs>
            <marker id="waybill-arrow" viewBox="0 0 8 8" refX="4" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M 0 0 L 8 4 L 0 8 z" /></marker>
          </defs>
          ${condensed.edges.map((edge) => html`<path key=${edge.key} class=${neighbours && neighbours.has(edge.key) ? 'lit' : ''} d=${plan.paths.get(edge.key)} marker-end="url(#waybill-arrow)" />`)}
        </svg>
        <ul class="cards" aria-label="Warehouses and Stages, in the order in which Freight travels">
          ${nodes.map((node) => {
            const box = plan.places.get(node.key);
            return html`<li
              key=${node.key}
              data-key=${node.key}
              style=${{ left: `${box.x}px`, top: `${box.y}px`, width: `${box.width}px`, height: `${box.height}px` }}
            >${card(node, props)}</li>`;
          })}
        </ul>
      </div>
    </div>
    <div class="zoom" role="group" aria-label="Zoom">
      <button type="button" aria-label="Zoom in" title="Zoom in (+)" onClick=${viewport.zoomIn}>+</button>
      <button type="button" aria-label="Zoom out" title="Zoom out (-)" onClick=${viewport.zoomOut}>−</button>
      <button type="button" aria-label="Fit: show everything" title="Show everything (0)" onClick=${viewport.fit}>Fit</button>
    </div>
  </div>`;
}

/** Left and right follow the edges, up and down go to the nearest card of the same layer. */
function neighbour({ places }, { edges }, key, arrow) {
  const from = places.get(key);
  const candidates = {
    ArrowRight: () => edges.filter((edge) => edge.from === key).map((edge) => edge.to),
    ArrowLeft: () => edges.filter((edge) => edge.to === key).map((edge) => edge.from),
    ArrowDown: () => [...places.keys()].filter((other) => places.get(other).y > from.y && Math.abs(places.get(other).x - from.x) < from.width / 2),
    ArrowUp: () => [...places.keys()].filter((other) => places.get(other).y < from.y && Math.abs(places.get(other).x - from.x) < from.width / 2),
  }[arrow]();
  const distance = (other) => Math.abs(places.get(other).y + places.get(other).height / 2 - from.y - from.height / 2);
  return candidates.sort((a, b) => distance(a) - distance(b))[0];
}
