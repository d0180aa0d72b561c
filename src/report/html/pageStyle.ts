import { narrowStyle } from './narrowStyle.ts';
import { paperStyle } from './paperStyle.ts';

/** The look of a page, light and dark. Its digest is in contentPolicy.ts. */
const screenStyle = `
:root {
  color-scheme: light;
  --page: #fff; --ink: #1c2128; --soft: #545d68; --card: #f5f7f9; --line: #d3d9e0; --link: #0b57b0;
  --red: #a8201a; --red-card: #fdeceb; --amber: #744700; --amber-card: #fff3d6;
  --green: #17612f; --green-card: #e5f5ea; --blue: #0b4f9e; --blue-card: #e6f0fb; --violet: #5b3aa6; --violet-card: #f0ebfb;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --page: #10151b; --ink: #e4e9ef; --soft: #a6b1bd; --card: #1a212a; --line: #37424e; --link: #85bdff;
    --red: #ff9d94; --red-card: #3b1917; --amber: #f3c76f; --amber-card: #33270d;
    --green: #82dd9b; --green-card: #12301c; --blue: #90c4ff; --blue-card: #12283f; --violet: #c6b0ff; --violet-card: #271f40;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 5rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 2.5rem) 3rem; max-width: 90rem;
  background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif;
}
a { color: var(--link); }
a:focus-visible, summary:focus-visible, input:focus-visible, textarea:focus-visible, button:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px;
}
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: .5rem; padding: .5rem 1rem; background: var(--page); z-index: 2; }
code { font: .9em/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
small { color: var(--soft); font-size: .85em; overflow-wrap: anywhere; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin: 3rem 0 .75rem; font-size: 1.45rem; }
h3 { margin: 0 0 .25rem; font-size: 1.15rem; }
h3 small { font-weight: 400; }
.path { display: block; }
summary .path { display: inline; }
td > small { display: block; }

header { padding: 1.25rem 1.5rem 1.5rem; border: 1px solid var(--line); border-left: .6rem solid; border-radius: .6rem; }
header.drifted { border-left-color: var(--red); }
header.incomplete { border-left-color: var(--amber); }
header.in-sync { border-left-color: var(--green); }
.kicker { margin: 0; color: var(--soft); font-size: .9rem; }
h1 { margin: .25rem 0; font-size: clamp(2rem, 6vw, 3rem); letter-spacing: .01em; }
.sign { margin-right: .6rem; }
.drifted h1 { color: var(--red); }
.incomplete h1 { color: var(--amber); }
.in-sync h1 { color: var(--green); }
.verdict { margin: 0 0 1rem; font-size: 1.15rem; }
.rehearsal { margin: 0 0 1rem; padding: .4rem .8rem; border: 2px dashed var(--amber); color: var(--amber); background: var(--amber-card); font-weight: 600; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: .6rem 2rem; margin: 0 0 1.25rem; }
.facts dt { color: var(--soft); font-size: .85rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.totals { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0; padding: 0; list-style: none; }
.totals li { padding: .35rem .8rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
.totals b { font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.totals .grave { border-color: var(--red); color: var(--red); background: var(--red-card); font-weight: 600; }
.totals .zero { color: var(--soft); }

nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; margin: 1rem 0 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: .25rem 0; }
#tools { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin-top: .5rem; padding: .6rem 0; background: var(--page); border-bottom: 1px solid var(--line); }
#tools[hidden] { display: none; }
#tools label { font-weight: 600; }
#filter { flex: 1 1 12rem; max-width: 30rem; }
#shown { color: var(--soft); }
input, textarea, button { padding: .4rem .6rem; border: 1px solid var(--soft); border-radius: .4rem; background: var(--page); color: var(--ink); font: inherit; }
input::placeholder { color: var(--soft); opacity: 1; }
button { background: var(--card); cursor: pointer; }

[hidden] { display: none !important; }
table { width: 100%; border-collapse: collapse; margin: .5rem 0 1rem; font-size: .925rem; }
th { text-align: left; color: var(--soft); font-weight: 600; font-size: .85rem; }
th, td { padding: .45rem .75rem .45rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td ul { margin: 0; padding-left: 1.1em; }
td a { display: inline-block; min-height: 1.5rem; }
tr:target, h3:target { background: var(--amber-card); outline: 2px solid var(--amber); }
.findings { table-layout: fixed; }
.findings th:nth-child(1) { width: 11%; }
.findings th:nth-child(2) { width: 18%; }
.findings th:nth-child(5) { width: 27%; }
.findings th:nth-child(6) { width: 14%; }
.waivers, .passes, .scope, .forwarding, .notices { table-layout: fixed; }
.scope th:nth-child(1), .notices th:nth-child(1) { width: 24%; }
.notices th:nth-child(3) { width: 18%; }
.forwarding th:nth-child(1) { width: 30%; }
.place { color: var(--soft); font-size: .8em; }
.digest { font-size: .8em; }
.soon { color: var(--red); font-weight: 600; }
.badge { display: inline-block; padding: .05rem .5rem; border: 1px solid; border-radius: 1rem; font-weight: 600; font-size: .85rem; white-space: nowrap; }
.badge.drifted { color: var(--red); background: var(--red-card); }
.badge.unchecked, .badge.tolerated { color: var(--amber); background: var(--amber-card); }
.badge.in-sync { color: var(--green); background: var(--green-card); }
.badge.waived, .badge.part { color: var(--violet); background: var(--violet-card); }
.connection { margin: 1.25rem 0 2rem; }
.many .connection { content-visibility: auto; contain-intrinsic-size: auto 30rem; }
.full { content-visibility: auto; contain-intrinsic-size: auto 400rem; }
.counts { margin: 0; color: var(--soft); }

figure { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
figcaption { margin-bottom: .5rem; font-size: .9rem; font-weight: 600; }
.map { display: block; width: 100%; height: 2.75rem; }
.key { width: 1rem; height: 1.4rem; margin-right: .5rem; vertical-align: -.35rem; }
.legend { display: grid; gap: .15rem 1.5rem; margin: .6rem 0 0; padding: 0; list-style: none; font-size: .875rem; }
.bar { stroke: var(--card); stroke-width: 1px; vector-effect: non-scaling-stroke; }
.mark { fill: none; stroke: var(--page); stroke-width: 2px; vector-effect: non-scaling-stroke; }
.bar.lost { fill: var(--red); }
.bar.moved { fill: var(--amber); }
.bar.new { fill: var(--violet); }
.bar.routed { fill: var(--green); opacity: .55; }
.bar.none { fill: var(--soft); stroke: none; }

details { border-bottom: 1px solid var(--line); }
summary { padding: .5rem 0; cursor: pointer; }
.review { display: grid; grid-template-columns: 2fr 1fr; gap: 1rem 1.5rem; padding: 1.25rem; border: 1px solid var(--line); border-radius: .6rem; break-inside: avoid; }
.blank { display: grid; gap: .25rem; font-weight: 600; align-content: start; }
fieldset { margin: 0; padding: .5rem 1rem .75rem; border: 1px solid var(--line); border-radius: .4rem; }
legend { padding: 0 .4rem; font-weight: 600; }
.choice { display: inline-block; padding: .25rem 1.25rem .25rem 0; }
.choice input { width: 1.5rem; height: 1.5rem; margin: 0 .25rem 0 0; vertical-align: middle; }
.paper { display: none; }
footer { margin-top: 3rem; color: var(--soft); font-size: .875rem; }
`;

export const pageStyle = `${screenStyle}${narrowStyle}${paperStyle}`;
