// Places Warehouses, Stages and collapsed groups in layers, in the direction in which Freight travels.

import dagre from './vendor/dagre.js';
import { originName } from './words.js';

export const WIDTH = 288;
export const MARGIN = 16;
const HEIGHTS = { warehouse: 124, stage: 180, passing: 88, group: 124 };
const GAP = { nodesep: 22, ranksep: 84 };
/** The best ranking takes time that grows faster than the graph; beyond this a simpler one will do. */
const MANY = 120;

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

/** Where everything goes, by key; in reading order. */
export function place({ nodes, edges }) {
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
  const paths = new Map(edges.map((edge) => [edge.key, curve(graph.edge(edge.from, edge.to).points)]));
  const { width = 0, height = 0 } = graph.graph();
  return { places, paths, width: finite(width), height: finite(height) };
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
    const end = index === rest.length - 1 ? { x: to.x - 5, y: to.y } : to;
    const middle = (from.x + end.x) / 2;
    path += ` C ${round(middle)} ${round(from.y)}, ${round(middle)} ${round(end.y)}, ${round(end.x)} ${round(end.y)}`;
    from = end;
  });
  return path;
}

function round(number) {
  return Math.round(number * 10) / 10;
}
