// Places Warehouses, Stages and collapsed groups in layers, in the direction in which Freight travels.

import dagre from './vendor/dagre.js';
import { originName } from './words.js';

export const WIDTH = 288;
export const MARGIN = 16;
const HEIGHTS = { warehouse: 124, stage: 180, passing: 88, group: 124 };
const GAP = { nodesep: 22, ranksep: 84 };
/** The best ranking takes time that grows faster than the graph; beyond this a simpler one will do. */
const MANY = 120;
/** From so many nodes and separate pipelines on, a layout so much taller than wide is stacked in columns of this shape. */
const FEW = 24;
const SEVERAL = 4;
const TALL = 1.5;
const SHAPE = 1.9;
const TRUNK = 24;
const ARROW = 5;

/** What a graph can be grouped by: labels that several Stages carry, and where their Freight comes from. */
export function groupings(stages) {
  const carriers = new Map();
  for (const stage of stages) {
    for (const label of Object.keys(stage.labels)) {
      carriers.set(label, (carriers.get(label) || 0) + 1);
    }
  }
  const labels = [...carriers].filter(([, number]) => number > 1).map(([label]) => label).sort();
  const origins = new Set(stages.flatMap((stage) => stage.requestedFreight.map((request) => request.origin)));
  return [...labels.map((label) => ({ key: `label:${label}`, title: label })), ...(origins.size > 1 ? [{ key: 'origin', title: 'Warehouse' }] : [])];
}

/** The group of a Stage; null for none. */
export function groupOf(stage, by) {
  if (!by) {
    return null;
  }
  if (by === 'origin') {
    return [...new Set(stage.requestedFreight.map((request) => originName(request.origin)))].sort().join(' + ') || null;
  }
  return stage.labels[by.slice('label:'.length)] || null;
}

/** The nodes to show and the edges between them; Stages of a collapsed group are one node. */
export function condense(graph, by, collapsed) {
  const nodes = new Map();
  const standsFor = new Map();
  for (const warehouse of graph.warehouses) {
    add(nodes, { key: `w/${warehouse.name}`, kind: 'warehouse', warehouse });
  }
  for (const stage of graph.stages) {
    const group = groupOf(stage, by);
    if (group !== null && collapsed.has(group)) {
      const key = `g/${group}`;
      const node = nodes.get(key) || add(nodes, { key, kind: 'group', group, stages: [] });
      node.stages.push(stage);
      standsFor.set(stage.name, key);
    } else {
      const key = `s/${stage.name}`;
      add(nodes, { key, kind: stage.controlFlow ? 'passing' : 'stage', stage, group });
      standsFor.set(stage.name, key);
    }
  }
  const edges = new Map();
  for (const stage of graph.stages) {
    const to = standsFor.get(stage.name);
    for (const request of stage.requestedFreight) {
      const sources = request.stages.map((name) => standsFor.get(name));
      if (request.direct) {
        sources.push(`w/${originName(request.origin)}`);
      }
      for (const from of sources) {
        if (from && nodes.has(from) && from !== to) {
          edges.set(`${from}>${to}`, { key: `${from}>${to}`, from, to });
        }
      }
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function add(nodes, node) {
  nodes.set(node.key, node);
  return node;
}

/** What the places depend on: they stay as they are while only states change. */
export function shape({ nodes, edges }) {
  return `${nodes.map((node) => `${node.kind}:${node.key}`).join('\n')}\n\n${edges.map((edge) => edge.key).join('\n')}`;
}

/** Where everything goes, by key; in reading order. `begin` is how far down a reader begins when not all of it is in sight. */
export function place(condensed) {
  const parts = condensed.nodes.length > FEW ? separate(condensed) : [];
  if (parts.length < SEVERAL) {
    return layered(condensed);
  }
  const whole = condensed.nodes.length > MANY ? null : layered(condensed);
  return whole && whole.height < TALL * whole.width ? whole : packed(condensed, parts);
}

/** All in layers, in the direction in which Freight travels. */
function layered({ nodes, edges }) {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', ...GAP, marginx: MARGIN, marginy: MARGIN, ranker: nodes.length > MANY ? 'longest-path' : 'network-simplex' });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    graph.setNode(node.key, { width: WIDTH, height: HEIGHTS[node.kind] });
  }
  for (const edge of edges) {
    graph.setEdge(edge.from, edge.to);
  }
  dagre.layout(graph);
  const places = new Map();
  for (const node of nodes) {
    const { x, y, width, height } = graph.node(node.key);
    places.set(node.key, { x: x - width / 2, y: y - height / 2, width, height });
  }
  const paths = new Map(edges.map((edge) => {
    const between = graph.edge(edge.from, edge.to).points.slice(1, -1);
    return [edge.key, curve([leaving(places.get(edge.from)), ...(between.length > 1 ? between : []), arriving(places.get(edge.to))])];
  }));
  const { width = 0, height = 0 } = graph.graph();
  return { places, paths, width: finite(width), height: finite(height), begin: topOfFirstColumn(places) };
}

/** The topmost card of the first column is seen first, with all that stands beside it. */
function topOfFirstColumn(places) {
  const cards = [...places.values()];
  const left = Math.min(...cards.map((card) => card.x));
  const first = cards.filter((card) => card.x === left).sort((a, b) => a.y - b.y)[0];
  return first ? Math.min(...cards.filter((card) => card.y <= first.y && card.y + card.height > first.y).map((card) => card.y)) : 0;
}

/** What hangs together when Warehouses are left out, in the order in which it was given. */
function separate({ nodes, edges }) {
  const inner = nodes.filter((node) => node.kind !== 'warehouse');
  const partOf = new Map(inner.map((node) => [node.key, { nodes: [node], edges: [] }]));
  for (const edge of edges) {
    const [one, other] = [partOf.get(edge.from), partOf.get(edge.to)];
    if (one && other) {
      if (one !== other) {
        one.nodes.push(...other.nodes);
        one.edges.push(...other.edges);
        other.nodes.forEach((node) => partOf.set(node.key, one));
      }
      one.edges.push(edge);
    }
  }
  return [...new Set(partOf.values())];
}

/**
 * Many pipelines that begin at the same Warehouses would be one long ribbon: they are laid out each by itself and stacked in
 * columns, with a trunk line from the Warehouses to each.
 */
function packed({ nodes, edges }, parts) {
  const laid = parts.map(layered);
  const most = columnHeight(laid);
  const places = new Map();
  const paths = new Map();
  const gutters = new Map();
  const warehouses = nodes.filter((node) => node.kind === 'warehouse');
  const used = new Set(edges.map((edge) => edge.from));
  let left = MARGIN + WIDTH + GAP.ranksep / 2;
  let top = MARGIN + TRUNK;
  let widest = 0;
  let height = 0;
  for (const part of laid) {
    if (top > MARGIN + TRUNK && top + part.height > most + MARGIN + TRUNK) {
      left += widest + GAP.ranksep / 2;
      top = MARGIN + TRUNK;
      widest = 0;
    }
    part.places.forEach((box, key) => {
      places.set(key, { ...box, x: box.x + left, y: box.y + top });
      gutters.set(key, left - GAP.ranksep / 4);
    });
    part.paths.forEach((path, key) => paths.set(key, moved(path, left, top)));
    top += part.height;
    widest = Math.max(widest, part.width);
    height = Math.max(height, top);
  }
  let y = MARGIN + TRUNK;
  for (const warehouse of warehouses) {
    places.set(warehouse.key, { x: MARGIN, y, width: WIDTH, height: HEIGHTS.warehouse });
    y += HEIGHTS.warehouse + GAP.nodesep;
  }
  const first = MARGIN + WIDTH + GAP.ranksep / 4;
  for (const edge of edges.filter((one) => !paths.has(one.key) && used.has(one.from))) {
    paths.set(edge.key, trunk(leaving(places.get(edge.from)), first, gutters.get(edge.to), arriving(places.get(edge.to))));
  }
  return { places, paths, width: left + widest + MARGIN, height: Math.max(height, y) + MARGIN, begin: 0 };
}

/** How high columns may be so that all of it is as large as it can be in a window of the usual shape. */
function columnHeight(laid) {
  const tallest = Math.max(...laid.map((part) => part.height));
  const widest = Math.max(...laid.map((part) => part.width));
  let best = { length: Infinity, most: tallest };
  for (let rows = 1; rows <= laid.length; rows++) {
    const most = rows * tallest;
    const length = Math.max(columnsOf(laid, most) * widest, SHAPE * most);
    best = length < best.length ? { length, most } : best;
  }
  return best.most;
}

function columnsOf(laid, most) {
  let columns = 1;
  let height = 0;
  for (const part of laid) {
    if (height && height + part.height > most) {
      columns++;
      height = 0;
    }
    height += part.height;
  }
  return columns;
}

/** Straight to the first column; to others along the top, so that no line runs behind cards. */
function trunk(from, first, gutter, to) {
  const end = round(to.x - ARROW);
  return gutter > first + 1
    ? `M ${round(from.x)} ${round(from.y)} H ${round(first)} V ${MARGIN} H ${round(gutter)} V ${round(to.y)} H ${end}`
    : `M ${round(from.x)} ${round(from.y)} H ${round(first)} V ${round(to.y)} H ${end}`;
}

function leaving(box) {
  return { x: box.x + box.width, y: box.y + box.height / 2 };
}

function arriving(box) {
  return { x: box.x, y: box.y + box.height / 2 };
}

function finite(length) {
  return Number.isFinite(length) ? length : 2 * MARGIN;
}

/** A smooth line through the points: level where it leaves and where it arrives. */
function curve(points) {
  const [first, ...rest] = points;
  let path = `M ${round(first.x)} ${round(first.y)}`;
  let from = first;
  rest.forEach((to, index) => {
    const end = index === rest.length - 1 ? { x: to.x - ARROW, y: to.y } : to;
    const middle = (from.x + end.x) / 2;
    path += ` C ${round(middle)} ${round(from.y)}, ${round(middle)} ${round(end.y)}, ${round(end.x)} ${round(end.y)}`;
    from = end;
  });
  return path;
}

/** A curve elsewhere: its numbers are pairs of x and y. */
function moved(path, byX, byY) {
  let isX = false;
  return path.replace(/-?\d+(\.\d+)?/g, (number) => {
    isX = !isX;
    return String(round(Number(number) + (isX ? byX : byY)));
  });
}

function round(number) {
  return Math.round(number * 10) / 10;
}
