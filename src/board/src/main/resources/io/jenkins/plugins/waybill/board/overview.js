// All projects at a glance: how far Freight has come in each, what moves, and what waits for the reader.

import { html, useEffect, useRef, useState } from './vendor/preact-htm.js';
import { href, projectPath } from './address.js';
import { distinguish } from './colours.js';
import { chosen, titleOf } from './config.js';
import { useLive } from './live.js';
import { Chip, Loading, State, Title, Trouble } from './parts.js';
import { asked } from './question.js';
import { useWaiting } from './waiting.js';
import { called, count } from './words.js';

const POLL = 5000;
const MOST_STAGES = 40;

export function Overview() {
  const { value: listed, problem } = useLive('projects?limit=500', 10000);
  const { value: waiting } = useWaiting();
  if (!listed) {
    return html`<${Loading} problem=${problem} what="the projects" />`;
  }
  const projects = listed.items
    .filter((project) => chosen(project.name))
    .sort((one, other) => titleOf(one.name).localeCompare(titleOf(other.name)));
  return html`<section class="page wide">
    <header><${Title}>Projects<//></header>
    <${Trouble} problem=${problem} />
    ${projects.length ? null : html`<p class="empty">There is no project here that you may see.</p>`}
    <ul class="overview">
      ${projects.map((project) => html`<${Row} key=${project.name} project=${project} waiting=${waiting ? waiting.items.filter((item) => item.project === project.name).length : 0} />`)}
    </ul>
  </section>`;
}

/** Asks for the Stages only while somebody can see them, as there may be hundreds of projects. */
function Row({ project, waiting }) {
  const element = useRef(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setSeen(entries.some((entry) => entry.isIntersecting)), { rootMargin: '200px' });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  const graph = useGraph(project.name, seen);
  const stages = graph ? inOrder(graph.stages) : null;
  return html`<li class="card" ref=${element} data-project=${project.name}>
    <header>
      <h3><a href=${href(project.name)}><bdi>${titleOf(project.name)}</bdi></a></h3>
      <span class="note">${count(project.stages, 'Stage')}, ${project.freight} Freight</span>
      ${project.running ? html`<span class="state busy">${project.running} running</span>` : null}
      ${project.unhealthy ? html`<span class="state bad">${project.unhealthy} unhealthy</span>` : null}
      ${waiting ? html`<a class="waits" href="#/-/waiting">${waiting === 1 ? '1 waits' : `${waiting} wait`} for you</a>` : null}
    </header>
    ${stages
      ? html`<ol class="stops">
          ${stages.slice(0, MOST_STAGES).map((stage) => html`<${Stop} key=${stage.name} project=${project.name} stage=${stage} />`)}
          ${stages.length > MOST_STAGES ? html`<li class="note">and ${stages.length - MOST_STAGES} more</li>` : null}
        </ol>`
      : html`<p class="note">${count(project.stages, 'Stage')}</p>`}
  </li>`;
}

/** The last graph stays while the row is out of sight. */
function useGraph(project, seen) {
  const { value } = useLive(seen ? projectPath(project, 'graph') : null, POLL);
  const last = useRef(null);
  if (value) {
    last.current = value;
    distinguish(value.stages.flatMap((stage) => stage.current.map((carried) => carried.name)));
  }
  return last.current;
}

function Stop({ project, stage }) {
  const running = stage.running;
  const asks = asked(running);
  const failed = !running && stage.last && !['Succeeded', 'Aborted'].includes(stage.last.phase);
  const mood = asks ? 'asks' : running ? 'busy' : failed || stage.health === 'Unhealthy' ? 'bad' : '';
  return html`<li class=${mood}>
    <a href=${href(project, ['stages', stage.name])}><bdi>${stage.name}</bdi></a>
    ${stage.current.map((carried) => html`<${Chip} key=${carried.origin} freight=${carried} />`)}
    ${!stage.current.length && !running && !stage.controlFlow ? html`<span class="note">nothing yet</span>` : null}
    ${running ? html`<${State} value="Running" label=${`${asks ? `${asks.kind.toLowerCase()} for` : 'promoting'} ${called(running)}`} />` : null}
    ${failed ? html`<span title=${stage.last.message}><${State} value=${stage.last.phase} /></span>` : null}
    ${!running && !failed && stage.health === 'Unhealthy' ? html`<${State} value=${stage.health} />` : null}
  </li>`;
}

/** In the direction in which Freight travels; Stages that stand side by side by name. */
function inOrder(stages) {
  const byName = new Map(stages.map((stage) => [stage.name, stage]));
  const ranks = new Map();
  const rank = (name) => {
    if (!ranks.has(name)) {
      // A Stage that is its own upstream, by whatever way round, does not count again.
      ranks.set(name, 0);
      const upstream = byName.get(name).requestedFreight.flatMap((request) => request.stages).filter((other) => byName.has(other));
      ranks.set(name, Math.max(0, ...upstream.map((other) => rank(other) + 1)));
    }
    return ranks.get(name);
  };
  return [...stages].sort((one, other) => rank(one.name) - rank(other.name) || one.name.localeCompare(other.name, undefined, { numeric: true }));
}
