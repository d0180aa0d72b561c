import { pageStyle } from './pageStyle.ts';

/** What the page of a history has beside the look of all pages. Its digest is in contentPolicy.ts. */
const lanesStyle = `
.keys { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 0 0 .75rem; padding: 0; list-style: none; font-size: .875rem; color: var(--soft); }
.keys li { display: flex; align-items: center; gap: .4rem; }
.lanes { border: 1px solid var(--line); border-radius: .5rem; overflow: hidden; }
.lane { display: grid; grid-template-columns: minmax(14rem, 24%) 1fr; align-items: center; gap: 0 1rem; padding: .3rem 1rem; break-inside: avoid; }
.lane:nth-child(n+2) { border-top: 1px solid var(--line); }
.lane:nth-child(odd) { background: var(--card); }
.lane-name { font-size: .875rem; overflow-wrap: anywhere; }
.lane-name b { margin: 0 .4rem; }
.lane-name > b:first-child { margin-left: 0; }
.lane-name small { display: block; }
.line { display: block; width: 100%; }
.mark-at { overflow: visible; }
.tick { fill: var(--soft); font-size: .8rem; }
.rail { stroke: var(--line); stroke-width: 2px; }
.complete { stroke: var(--green); stroke-width: 3px; fill: none; }
.incomplete { stroke: var(--amber); stroke-width: 2.5px; fill: var(--page); }
.unfinished { stroke: var(--red); stroke-width: 3px; fill: none; }
.gap { fill: var(--amber-card); stroke: var(--amber); stroke-width: 1px; stroke-dasharray: 4 3; }
.gap.behind { stroke: none; }
.grid { stroke: var(--line); stroke-width: 1px; }
.missed { fill: var(--amber); font-size: .75rem; font-weight: 600; }
.seen.failing, .first.failing { fill: var(--red); }
.seen.tolerated, .first.tolerated { fill: var(--amber); }
.seen.waived, .first.waived { fill: var(--violet); }
.seen:is(.part, .notice), .first:is(.part, .notice) { fill: var(--soft); }
.unseen { fill: var(--page); stroke-width: 1.5px; stroke-dasharray: 5 3; }
.unseen.failing { stroke: var(--red); }
.unseen.tolerated { stroke: var(--amber); }
.unseen.waived { stroke: var(--violet); }
.unseen:is(.part, .notice) { stroke: var(--soft); }
.end { stroke: var(--green); stroke-width: 3px; fill: none; }
.on { stroke: var(--ink); stroke-width: 2.5px; fill: none; }
.drifts, .runs { table-layout: fixed; }
.drifts th:nth-child(1) { width: 28%; }
.drifts th:nth-child(2) { width: 26%; }
.drifts th:nth-child(6) { width: 8%; }
.runs th:nth-child(1) { width: 12rem; }
footer { overflow-wrap: anywhere; }
.rows + h3 { margin-top: 1.5rem; }
@media screen and (max-width: 48rem) {
  .lane { grid-template-columns: 1fr; padding: .5rem .75rem; }
  .tick { font-size: .7rem; }
  .tick:nth-child(even) { display: none; }
  .drifts td:nth-child(3)::before { content: "First seen"; }
  .drifts td:nth-child(4)::before { content: "Last seen"; }
  .drifts td:nth-child(5)::before { content: "Resolved"; }
  .drifts td:nth-child(6)::before { content: "Age"; }
}
@media print {
  @page { @bottom-left { content: "Route drift history"; font: 8pt sans-serif; } }
  .lanes, .lane { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

export const historyStyle = `${pageStyle}${lanesStyle}`;
