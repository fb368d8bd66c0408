// The graph: a card for each Warehouse and Stage, in columns on wide screens, in a list on narrow ones.

import { html, useMemo, useState } from './vendor/preact-htm.js';
import { at, projectPath, segment } from './address.js';
import { post } from './api.js';
import { CARD, layout } from './layout.js';
import { Artifacts, Chip, State, Trouble } from './parts.js';
import { ago, called } from './words.js';

export function Pipeline({ graph, may, ask }) {
  const plan = useMemo(() => layout(graph), [graph]);
  if (!plan.nodes.length) {
    return html`<p class="empty">This project has neither Warehouses nor Stages yet.</p>`;
  }
  return html`<div class="pipeline" role="region" aria-label="Pipeline" tabindex="0">
    <div class="canvas" style=${{ width: `${plan.width}px`, height: `${plan.height}px` }}>
      <svg class="edges" width=${plan.width} height=${plan.height} aria-hidden="true">
        <defs>
          <marker id="arrow" viewBox="0 0 8 8" refX="6" refY="4" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M 0 0 L 8 4 L 0 8 z" />
          </marker>
        </defs>
        ${plan.edges.map((edge) => html`<path key=${edge.key} d=${edge.path} marker-end="url(#arrow)" />`)}
      </svg>
      <ul class="cards">
        ${plan.nodes.map(
          (node) => html`<li
            key=${node.key}
            style=${{ left: `${node.x}px`, top: `${node.y}px`, width: `${CARD.width}px`, height: `${CARD.height}px` }}
          >
            ${node.warehouse
              ? html`<${WarehouseCard} project=${graph.project} warehouse=${node.warehouse} may=${may} />`
              : html`<${StageCard} project=${graph.project} stage=${node.stage} may=${may} ask=${ask} />`}
          </li>`,
        )}
      </ul>
    </div>
  </div>`;
}

function WarehouseCard({ project, warehouse, may }) {
  const [problem, setProblem] = useState(null);
  const [busy, setBusy] = useState(false);
  async function refresh() {
    setBusy(true);
    setProblem(null);
    try {
      await post(projectPath(project, 'warehouses', warehouse.name, 'refresh'));
    } catch (failure) {
      setProblem(failure);
    }
    setBusy(false);
  }
  const failing = warehouse.failingSince;
  return html`<article class="card warehouse ${failing ? 'bad' : ''}">
    <header>
      <h3>${warehouse.name}</h3>
      <span class="label">Warehouse</span>
    </header>
    <ul class="artifacts">
      ${warehouse.subscriptions.map(
        (subscription) => html`<li title=${subscription.repoURL || ''}>
          <span class="kind">${subscription.kind}</span> ${shortUrl(subscription)}
        </li>`,
      )}
    </ul>
    <p class=${warehouse.message ? 'message' : 'note'} title=${warehouse.message}>
      ${warehouse.message ||
      (warehouse.discoveredAt ? `Looked ${ago(warehouse.discoveredAt)}.` : 'Has not looked yet.')}
    </p>
    <${Trouble} problem=${problem} />
    ${may('MANAGE')
      ? html`<footer>
          <button type="button" disabled=${busy} onClick=${refresh}>${busy ? 'Looking…' : 'Look now'}</button>
        </footer>`
      : null}
  </article>`;
}

function shortUrl(subscription) {
  return (subscription.repoURL || subscription.name).replace(/^[a-z]+:\/\//, '').split('/').slice(-2).join('/');
}

function StageCard({ project, stage, may, ask }) {
  const to = at(project);
  const running = stage.running;
  const step = running && running.step;
  const failed = !running && stage.last && !['Succeeded', 'Aborted'].includes(stage.last.phase);
  return html`<article class="card stage ${running ? 'busy' : ''} ${failed ? 'bad' : ''} ${step && step.awaitsApproval ? 'asks' : ''}">
    <header>
      <h3 title=${stage.description || stage.name}>
        <a href="${to}/stages/${segment(stage.name)}">${stage.name}</a>
      </h3>
      ${stage.health && !running ? html`<${State} value=${stage.health} />` : null}
      ${stage.controlFlow ? html`<span class="label">passes on</span>` : null}
      ${stage.autoPromotion && !stage.controlFlow ? html`<span class="label" title="Promoted automatically">auto</span>` : null}
    </header>
    <div class="body">
      ${stage.current.map(
        (carried) => html`<div class="carried" key=${carried.origin}>
          <${Chip} freight=${carried} href="${to}/freight/${segment(carried.name)}" />
          <${Artifacts} artifacts=${carried.artifacts} />
        </div>`,
      )}
      ${!stage.current.length && !running && !stage.controlFlow ? html`<p class="note">Nothing has come here yet.</p>` : null}
      ${running
        ? html`<div class="running">
            <p>
              <a href="${to}/promotions/${segment(running.name)}">${step && step.awaitsApproval ? 'Waits for approval' : 'Promoting'}</a>
              <${Chip} freight=${running} />
            </p>
            ${step
              ? html`<progress max=${step.count} value=${step.number - 1} aria-label="Steps done"></progress>
                  <p class="note" title=${step.message}>${step.number}/${step.count} ${step.awaitsApproval ? step.message : [step.alias, step.message].filter(Boolean).join(': ')}</p>`
              : null}
          </div>`
        : null}
      ${failed
        ? html`<p class="message" title=${stage.last.message}>
            <a href="${to}/promotions/${segment(stage.last.name)}">${stage.last.phase}</a>: ${stage.last.message}
          </p>`
        : null}
      ${stage.waiting.length
        ? html`<p class="note">${stage.waiting.length} waiting, next ${called(stage.waiting[0])}</p>`
        : null}
      ${stage.holds.map((hold) => html`<p class="note hold" title=${hold}>${hold}</p>`)}
    </div>
    <footer>
      ${step && step.awaitsApproval && may('APPROVE', stage.name)
        ? html`<button type="button" class="primary" onClick=${() => ask({ kind: 'approve', stage, promotion: running.name })}>Approve…</button>
            <button type="button" onClick=${() => ask({ kind: 'reject', stage, promotion: running.name })}>Reject…</button>`
        : null}
      ${running && may('ABORT', stage.name)
        ? html`<button type="button" onClick=${() => ask({ kind: 'abort', stage, promotion: running.name })}>Abort…</button>`
        : null}
      ${!running && !stage.controlFlow && may('PROMOTE', stage.name)
        ? html`<button type="button" onClick=${() => ask({ kind: 'promote', stage })} aria-label="Promote to ${stage.name}">Promote…</button>`
        : null}
    </footer>
  </article>`;
}

