/** Where there is no room for columns a row is a card, and each cell says what its column was; and on paper. */
export const narrowStyle = `
@media screen and (max-width: 48rem) {
  html { scroll-padding-top: 7.5rem; }
  header { padding: 1rem; }
  .mark { stroke-width: 1px; }
  h2 { margin-top: 2rem; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td { display: block; width: 100%; }
  tr { margin-bottom: .75rem; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--card); }
  td { padding: .2rem 0; border: 0; }
  td:empty { display: none; }
  td::before { display: block; color: var(--soft); font-size: .75rem; }
  .scope td:nth-child(2)::before { content: "Outcome"; }
  .scope td:nth-child(3)::before { content: "Custom routes"; }
  .scope td:nth-child(4)::before { content: "BGP routes"; }
  .findings td:nth-child(3)::before { content: "Expected"; }
  .findings td:nth-child(4)::before { content: "Actual"; }
  .findings td:nth-child(5)::before { content: "Traffic"; }
  .findings td:nth-child(6)::before { content: "Baseline"; }
  .waivers td:nth-child(2)::before { content: "Owner"; }
  .waivers td:nth-child(3)::before { content: "Until"; }
  .waivers td:nth-child(4)::before { content: "Destination"; }
  .waivers td:nth-child(5)::before { content: "What differs"; }
  .waivers td:nth-child(6)::before { content: "Traffic"; }
  .waivers td:nth-child(7)::before { content: "Baseline"; }
  .notices td:nth-child(3)::before { content: "Baseline"; }
  .passes td:nth-child(2)::before { content: "Table"; }
  .passes td:nth-child(3)::before { content: "Route"; }
  .passes td:nth-child(4)::before { content: "Baseline"; }
  .forwarding td:nth-child(1)::before { content: "Traffic for"; }
  .forwarding td:nth-child(2)::before { content: "Direction"; }
  .forwarding td:nth-child(3)::before { content: "Domain"; }
  .forwarding td:nth-child(4)::before { content: "Should go"; }
  .forwarding td:nth-child(5)::before { content: "Goes"; }
  .forwarding td:nth-child(6)::before { content: "Because of"; }
  .baselines td:nth-child(2)::before { content: "SHA-256"; }
  .review { grid-template-columns: 1fr; }
}
`;
