// Places Warehouses and Stages in columns by how far Freight has travelled to get there.

export const CARD = { width: 272, height: 188, gapX: 76, gapY: 28, margin: 12 };

/** Positions by key, edges between keys, and the size of it all. */
export function layout(graph) {
  const nodes = new Map();
  for (const warehouse of graph.warehouses) {
    nodes.set(`w/${warehouse.name}`, { key: `w/${warehouse.name}`, warehouse, from: [], depth: 0 });
  }
  for (const stage of graph.stages) {
    nodes.set(`s/${stage.name}`, { key: `s/${stage.name}`, stage, from: [], depth: -1 });
  }
  for (const node of nodes.values()) {
    if (node.stage) {
      node.from = sources(node.stage).filter((key) => nodes.has(key));
    }
  }
  const placing = new Set();
  function depth(node) {
    if (node.depth >= 0 || placing.has(node)) {
      return Math.max(node.depth, 0);
    }
    placing.add(node);
    node.depth = 1 + Math.max(0, ...node.from.map((key) => depth(nodes.get(key))));
    placing.delete(node);
    return node.depth;
  }
  const columns = [];
  for (const node of nodes.values()) {
    const column = depth(node);
    (columns[column] = columns[column] || []).push(node);
  }
  order(columns, nodes);
  const rows = Math.max(1, ...columns.filter(Boolean).map((column) => column.length));
  const height = rows * (CARD.height + CARD.gapY) - CARD.gapY + 2 * CARD.margin;
  columns.forEach((column, index) => {
    const used = column.length * (CARD.height + CARD.gapY) - CARD.gapY;
    column.forEach((node, row) => {
      node.x = CARD.margin + index * (CARD.width + CARD.gapX);
      node.y = (height - used) / 2 + row * (CARD.height + CARD.gapY);
    });
  });
  const edges = [];
  for (const node of nodes.values()) {
    for (const key of node.from) {
      edges.push({ key: `${key}>${node.key}`, path: curve(nodes.get(key), node) });
    }
  }
  return {
    nodes: [...nodes.values()].sort((a, b) => a.depth - b.depth || a.y - b.y),
    edges,
    width: columns.length * (CARD.width + CARD.gapX) - CARD.gapX + 2 * CARD.margin,
    height,
  };
}

function sources(stage) {
  return stage.requestedFreight.flatMap((request) => [
    ...(request.direct ? [`w/${request.origin.replace(/^Warehouse\//, '')}`] : []),
    ...request.stages.map((name) => `s/${name}`),
  ]);
}

/** Each card stands near those it comes from, which keeps most edges from crossing. */
function order(columns, nodes) {
  columns.forEach((column) => {
    column.forEach((node, row) => {
      const rows = node.from.map((key) => nodes.get(key).row).filter((value) => value !== undefined);
      node.weight = rows.length ? rows.reduce((sum, value) => sum + value, 0) / rows.length : row;
    });
    column.sort((a, b) => a.weight - b.weight || a.key.localeCompare(b.key));
    column.forEach((node, row) => {
      node.row = row - (column.length - 1) / 2;
    });
  });
}

function curve(from, to) {
  const x1 = from.x + CARD.width;
  const y1 = from.y + CARD.height / 2;
  const x2 = to.x;
  const y2 = to.y + CARD.height / 2;
  const bend = Math.max(30, (x2 - x1) / 2);
  return `M ${x1} ${y1} C ${x1 + bend} ${y1}, ${x2 - bend} ${y2}, ${x2 - 5} ${y2}`;
}
