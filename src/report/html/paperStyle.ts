/** On paper: no tools, no ink wasted, no row torn in two, and every page says which of how many it is. */
export const paperStyle = `
@media print {
  @page { margin: 14mm 12mm 16mm; @bottom-left { content: "Route drift audit"; font: 8pt sans-serif; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  nav, .skip, #tools, .screen { display: none !important; }
  .paper { display: block; }
  table { font-size: 8.5pt; }
  thead { display: table-header-group; }
  tr, figure, figcaption, header, .totals li { break-inside: avoid; }
  h2, h3, .counts { break-after: avoid; }
  h2 { margin-top: 1.6rem; }
  a { color: inherit; text-decoration: none; }
  .badge, header, .bar, .totals li, .rehearsal { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .many .connection, .full { content-visibility: visible; }
  details.always::details-content { display: block; content-visibility: visible; height: auto; }
  input[type="text"], textarea { border: 0; border-bottom: 1px solid var(--ink); border-radius: 0; }
  input::placeholder { color: transparent; }
  .signature { grid-column: 1 / -1; margin: 2rem 0 0; padding-top: .25rem; border-top: 1px solid var(--ink); }
}
`;
